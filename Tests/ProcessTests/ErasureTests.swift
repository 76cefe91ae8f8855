import CSQLite
import Foundation
import Glibc
import Ledger
import Schema
import Testing

@Suite("Erasing a text", .serialized, .enabled(if: getuid() == 0, "being other users needs root"))
struct ErasureTests {
    private let daemon: DaemonProcess
    private let digest: String

    init() throws {
        daemon = try DaemonProcess()
        try daemon.start()
        try daemon.addPersons(4)
        _ = try daemon.call("org.engaged.Governance.BindPerson", #"{"handle":"p-1","uid":59001}"#)
        var digests: [String] = []
        try LedgerReader(path: daemon.ledger).scan(stream: "governance", from: 1) { (row) throws(LedgerError) in
            let body = try? JSON(parsing: Array(row.body))
            if body?["handle"]?.text == "p-2", let name = body?["name"]?.text { digests.append(name) }
            return true
        }
        digest = try #require(digests.first)
    }

    private func erase(_ digest: String) throws -> (status: Int32, output: String) {
        try As.manager.run(daemon, [
            "text", "erase", "--digest", digest, "--ground", "data-subject-request", "--reason", "asked for by mail",
        ])
    }

    /// Whether the bytes of a person's name are in any file of a folder.
    private func holds(_ folder: String, _ number: Int) throws -> Bool {
        try FileManager.default.contentsOfDirectory(atPath: folder).contains { name in
            let bytes = FileManager.default.contents(atPath: folder + "/" + name) ?? Data()
            return bytes.range(of: Data("Person number \(number)".utf8)) != nil
        }
    }

    @Test("the text is in no file any more, its event and every hash stay, and the erasure is an event")
    func erased() throws {
        let state = daemon.folder + "/state"
        #expect(try holds(state, 2))
        let (size, _) = try daemon.head
        let done = try erase(digest)
        #expect(done.status == 0, "\(done.output)")
        #expect(try !holds(state, 2))
        #expect(try holds(state, 3))
        #expect(try daemon.head.size == size + 1)
        #expect(daemon.log.contains("erased: data_subject_request"))
        #expect(try LedgerReader(path: daemon.ledger).fullCheck().isSound)
        let verified = try Engagectl.run(daemon, ["audit", "verify"])
        #expect(verified.status == 0, "\(verified)")
        #expect(try erase(digest).status == 0)
        #expect(try daemon.head.size == size + 1, "what is erased is not erased again")
        let unknown = try erase(String(digest.reversed()))
        #expect(unknown.status == 3 && unknown.output.contains("There is no text"), "\(unknown.output)")
    }

    @Test("a feed erases nothing")
    func notEverybody() throws {
        _ = try daemon.call("org.engaged.Governance.BindPerson", #"{"handle":"p-3","uid":59003}"#)
        let refused = try As.feed.run(daemon, [
            "text", "erase", "--digest", digest, "--ground", "order", "--reason", "by order",
        ])
        #expect(refused.status == 77, "\(refused)")
        #expect(try holds(daemon.folder + "/state", 2))
    }

    /// The daemon is stopped; its ledger says that the text was erased, and its file of texts is from before that.
    private func bringBack() throws -> (state: String, texts: String) {
        let state = daemon.folder + "/state", older = daemon.folder + "/older"
        #expect(daemon.terminate() == 0)
        try FileManager.default.copyItem(atPath: state, toPath: older)
        try daemon.start()
        #expect(try erase(digest).status == 0)
        #expect(daemon.terminate() == 0)
        #expect(try !holds(state, 2))
        for name in ["texts.db", "texts.db-wal", "texts.db-shm"] {
            try? FileManager.default.removeItem(atPath: state + "/" + name)
            try? FileManager.default.copyItem(atPath: older + "/" + name, toPath: state + "/" + name)
        }
        #expect(try holds(state, 2))
        return (state, state + "/texts.db")
    }

    @Test("a text that an older file brings back goes again at the start")
    func replayedAtStart() throws {
        let (state, _) = try bringBack()
        try daemon.start()
        #expect(try !holds(state, 2))
        #expect(try holds(state, 3))
    }

    @Test("what cannot go at the start, because somebody reads the file, goes with the next commit")
    func goesWithTheNextCommit() throws {
        let (state, texts) = try bringBack()
        var reader: OpaquePointer?
        try #require(sqlite3_open(texts, &reader) == SQLITE_OK)
        defer { sqlite3_close(reader) }
        try #require(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM text", nil, nil, nil) == SQLITE_OK)
        try daemon.start()
        #expect(try holds(state, 2), "the file was not read by anybody else")
        try #require(sqlite3_exec(reader, "COMMIT", nil, nil, nil) == SQLITE_OK)
        #expect(try holds(state, 2), "nothing was committed yet")
        try daemon.addPersons(1, from: 90)
        #expect(try !holds(state, 2))
        #expect(try holds(state, 3))
    }

    @Test("a restored backup forgets what a newer ledger says was erased since")
    func replayedAtRestore() throws {
        let backup = daemon.folder + "/backup"
        #expect(try Engagectl.run(daemon, ["backup", "--to", backup]).status == 0)
        #expect(try erase(digest).status == 0)
        #expect(daemon.terminate() == 0)
        let plain = daemon.folder + "/plain", held = daemon.folder + "/held"
        #expect(try Engagectl.run(daemon, ["restore", backup, "--to", plain]).status == 0)
        #expect(try holds(plain, 2), "the backup is older than the erasure and cannot know of it")
        let forgotten = try Engagectl.run(daemon, ["audit", "verify", "--ledger", daemon.ledger])
        #expect(forgotten.status == 0, "\(forgotten)")
        let restored = try Engagectl.run(daemon, ["restore", backup, "--to", held, "--erasures", daemon.ledger])
        #expect(restored.status == 0, "\(restored.output)\(restored.notes)")
        #expect(try !holds(held, 2))
        #expect(try holds(held, 3))
        #expect(try FileManager.default.contentsOfDirectory(atPath: held).sorted() == ["ledger.db", "texts.db"])
    }
}
