import Ledger
import Lifecycle
import Schema
import Testing
@testable import Views

@Suite("Views are what replaying the ledger gives")
struct ReplayTests {
    static let seeds: [UInt64] = [1, 20_261_122, UInt64.random(in: 0...UInt64.max)]

    @Test("following live gives the same as folding at once", arguments: seeds)
    func live(seed: UInt64) throws {
        let scene = try ViewScene(seed: seed)
        let keeper = try scene.keeper()
        for _ in 0..<12 {
            try scene.walk(10)
            try scene.live(25)
            let last = try scene.last
            #expect(keeper.waitFor(position: last, timeoutMilliseconds: 20_000), "seed \(seed)")
        }
        keeper.stop()
        #expect(try scene.digests() == scene.brute(upTo: scene.last), "seed \(seed)")
    }

    @Test("as of any position, views are what folding up to there gives", arguments: seeds)
    func asOf(seed: UInt64) throws {
        let scene = try ViewScene(seed: seed)
        try scene.walk(60)
        try scene.live(150)
        let keeper = try scene.keeper()
        try keeper.catchUp()
        keeper.stop()
        let place = try #require(ViewPlace(scene.views).current)
        let connection = try Connection(path: place, flags: ViewDigest.readOnly)
        for position in stride(from: try scene.last, through: -1, by: -9) {
            let then = try ViewDigest.all(connection, asOf: position)
            #expect(try then == scene.brute(upTo: position), "seed \(seed), position \(position)")
        }
    }

    @Test("a keeper that was killed between batches goes on where it was")
    func killed() throws {
        let scene = try ViewScene(seed: 3)
        try scene.walk(100)
        do {
            let file = try ViewFile(creating: ViewPlace(scene.views).fresh())
            let readers = (try LedgerReader(path: scene.ledgerPath), try LedgerReader(path: scene.ledgerPath))
            let builder = try ViewBuilder(file, ledger: readers.0, states: readers.1, ViewOptions())
            try builder.foldBatch(upTo: 17)
            try ViewPlace(scene.views).adopt(file.path)
        }
        let keeper = try scene.keeper()
        try keeper.catchUp()
        #expect(try keeper.status.eventsFolded == scene.last - 17)
        keeper.stop()
        #expect(try scene.digests() == scene.brute(upTo: scene.last))
    }

    @Test("a restart with current views folds no event")
    func restart() throws {
        let scene = try ViewScene(seed: 4)
        try scene.walk(60)
        let first = try scene.keeper()
        try first.catchUp()
        first.stop()
        let before = try scene.digests()
        let second = try scene.keeper { Issue.record("\($0)") }
        try second.catchUp()
        #expect(second.status.eventsFolded == 0)
        #expect(try second.position == scene.last)
        second.stop()
        #expect(try scene.digests() == before)
    }

    @Test("a rebuild beside the live views finds them the same and takes their place")
    func rebuild() throws {
        let scene = try ViewScene(seed: 5)
        try scene.walk(60)
        let keeper = try scene.keeper { Issue.record("\($0)") }
        try keeper.catchUp()
        let before = (try scene.digests(), ViewPlace(scene.views).current)
        let report = try keeper.rebuild()
        #expect(report.differing.isEmpty)
        #expect(report.digests == before.0)
        #expect(ViewPlace(scene.views).current != before.1)
        try scene.walk(30)
        let last = try scene.last
        #expect(keeper.waitFor(position: last, timeoutMilliseconds: 20_000))
        keeper.stop()
        #expect(try scene.digests() == scene.brute(upTo: scene.last))
    }
}
