import Foundation
import Glibc
import Ledger
import Schema
import Testing

@Suite("An auditor's own copy", .serialized)
struct FetchTests {
    private func fetch(_ daemon: DaemonProcess, _ folder: String) throws -> Engagectl.Result {
        try Engagectl.run(daemon, ["audit", "fetch", "--to", folder, "-o", "json"])
    }

    @Test("every row of the ledger is copied, hashed here, and brought up to date by the same command")
    func fetched() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let load = Load(socket: daemon.socket)
        load.start(clients: 8)
        try daemon.wait(until: "there are a thousand events") { load.all.count > 1_000 }
        load.stop()
        _ = try daemon.call("org.engaged.Ledger.Checkpoint")
        let folder = daemon.folder + "/copy"
        let first = try fetch(daemon, folder)
        #expect(first.status == 0, "\(first.output)\(first.notes)")
        try daemon.addPersons(3)
        let second = try JSON(parsing: Array(try fetch(daemon, folder).output.utf8))
        #expect(second["added"]?.number == 3)
        #expect(second["root"]?.text == (try daemon.head).root)
        let copy = try LedgerReader(path: folder + "/ledger.db"), live = try LedgerReader(path: daemon.ledger)
        #expect(try copy.fullCheck().isSound)
        let size = try copy.head().next
        #expect(try copy.commands(0..<size) == live.commands(0..<size))
        #expect(try copy.checkpoints(from: 0, limit: 100) == live.checkpoints(from: 0, limit: 100))
        var events: [StoredEvent] = []
        try live.scan(0..<size) { row in
            events.append(row.copied())
            return true
        }
        try copy.scan(0..<size) { row in
            #expect(row.copied() == events[Int(row.position)])
            return true
        }
    }

    @Test("a copy that is not the beginning of the log is told so, and left as it is")
    func diverged() throws {
        let one = try DaemonProcess(), other = try DaemonProcess()
        try one.start()
        try other.start()
        try one.addPersons(5)
        try other.addPersons(9)
        let folder = one.folder + "/copy"
        #expect(try fetch(one, folder).status == 0)
        let before = try LedgerReader(path: folder + "/ledger.db").head()
        let refused = try fetch(other, folder)
        #expect(refused.status == 4)
        #expect(refused.notes.contains("is not the beginning of this log"), "\(refused.notes)")
        #expect(try LedgerReader(path: folder + "/ledger.db").head() == before)
        let shorter = one.folder + "/shorter"
        #expect(try fetch(other, shorter).status == 0)
        #expect(try fetch(one, shorter).status == 4, "a log with fewer events than the copy has lost some")
    }

    @Test("a fetch that was killed goes on where it was")
    func killed() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let load = Load(socket: daemon.socket)
        load.start(clients: 16)
        try daemon.wait(until: "there are some thousand events") { load.all.count > 5_000 }
        load.stop()
        let folder = daemon.folder + "/copy"
        let (size, root) = try daemon.head
        let left = try killed(daemon, folder, of: size)
        let finished = try fetch(daemon, folder)
        #expect(finished.status == 0, "\(finished.output)\(finished.notes)")
        let said = try JSON(parsing: Array(finished.output.utf8))
        #expect(said["root"]?.text == root && said["added"]?.number == size - left, "\(said)")
    }

    /// Kills a fetch that has brought some events and not all; answers how many.
    private func killed(_ daemon: DaemonProcess, _ folder: String, of size: Int64) throws -> Int64 {
        for _ in 0..<20 {
            try? FileManager.default.removeItem(atPath: folder)
            let process = try Engagectl.start(daemon, ["audit", "fetch", "--to", folder])
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            var status = stat()
            while process.isRunning, stat(folder + "/ledger.db-wal", &status) != 0 || status.st_size < 400_000 {
                usleep(100)
            }
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            let left = (try? LedgerReader(path: folder + "/ledger.db").head().next) ?? 0
            if left > 0, left < size { return left }
        }
        throw Unexpected("no fetch was killed in the middle")
    }
}
