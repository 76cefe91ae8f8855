import Dispatch
import Ledger
@testable import Lifecycle
import Schema
import Testing
@testable import Views

@Suite("Views that are told to stop")
struct StoppingTests {
    @Test("a long fold ends behind the batch that runs, and the next start goes on from there")
    func interrupted() throws {
        let scene = try ViewScene(seed: 31)
        try scene.walk(120)
        let last = try scene.last
        let keeper = try scene.keeper()
        var batches = 0
        try keeper.catchUp { _, _ in
            batches += 1
            keeper.interrupt()
        }
        #expect(batches == 1)
        #expect(keeper.position < last)
        #expect(keeper.stop())
        let next = try scene.keeper()
        try next.catchUp()
        #expect(next.position == last)
        #expect(next.stop())
    }

    @Test("a batch that hangs is not waited for without end")
    func hanging() throws {
        let scene = try ViewScene(seed: 32)
        try scene.walk(20)
        let keeper = try scene.keeper()
        let begun = DispatchSemaphore(value: 0), released = DispatchSemaphore(value: 0)
        let ended = DispatchSemaphore(value: 0)
        DispatchQueue.global().async {
            try? keeper.catchUp { _, _ in
                begun.signal()
                released.wait()
            }
            ended.signal()
        }
        begun.wait()
        #expect(!keeper.stop(withinMilliseconds: 20))
        released.signal()
        ended.wait()
        #expect(keeper.stop())
    }

    @Test("a person's event looks at the rows of those it changes, and at nobody else's")
    func persons() throws {
        let scene = try ViewScene(seed: 33)
        let file = try ViewFile(creating: scene.folder + "/persons.db")
        let readers = (try LedgerReader(path: scene.ledgerPath), try LedgerReader(path: scene.ledgerPath))
        let builder = try ViewBuilder(file, ledger: readers.0, states: readers.1, ViewOptions())
        try builder.foldBatch(upTo: try scene.last)
        try file.connection.execute("UPDATE person SET row = 'none' WHERE key = 'p-mia'", "spoil a row")
        let other = try #require(PersonHandle("p-other"))
        try scene.append([(.governance, PersonAdded(handle: other, name: nil))])
        try scene.append([(.governance, PersonBound(handle: other, uid: 4000))])
        try scene.append([(.governance, PersonBound(handle: ViewScene.max, uid: 4000))])
        try builder.foldBatch(upTo: try scene.last)
        #expect(builder.position == (try scene.last))
        let found = try file.connection.text(
            "SELECT row FROM person WHERE key = 'p-other' AND until IS NULL", "read a row")
        #expect(found?.contains("4000") == false, "the uid is no longer theirs")
        try scene.append([(.governance, PersonBound(handle: ViewScene.mia, uid: 4001))])
        #expect(throws: LedgerError.self) { try builder.foldBatch(upTo: try scene.last) }
    }
}
