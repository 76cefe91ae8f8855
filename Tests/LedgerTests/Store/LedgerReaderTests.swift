import Glibc
@testable import Ledger
import Testing

@Suite("Reading beside a writer, and with the writer gone")
struct LedgerReaderTests {
    @Test("a reader sees what was appended since, without being asked to look again")
    func live() throws {
        let scratch = try Scratch()
        let ledger = try WorkedExample.ledger(scratch.ledger)
        let reader = try LedgerReader(path: scratch.ledger)
        #expect(try reader.head().next == 3)
        var later = Samples.append(1)
        later.recorded = WorkedExample.recorded
        _ = try ledger.append([later])
        #expect(try reader.head().next == 4)
        #expect(try reader.version(of: "engagement/E-1") == 1)
        #expect(try reader.receipt(person: "p-7f3a", id: later.commandID)?.appended.first == 3)
        #expect(try reader.event(at: 3)?.body == later.events[0].body)
        #expect(try reader.fullCheck().isSound)
    }

    @Test("a ledger at rest is read without a file appearing beside it")
    func still() throws {
        let scratch = try Scratch()
        do { _ = try WorkedExample.ledger(scratch.ledger) }
        #expect(access(scratch.ledger + "-wal", F_OK) != 0)
        let reader = try LedgerReader(path: scratch.ledger)
        let report = try reader.fullCheck()
        #expect(report.isSound)
        #expect(report.root.description == WorkedExample.root)
        for suffix in ["-wal", "-shm"] { #expect(access(scratch.ledger + suffix, F_OK) != 0) }
    }

    @Test("a name with every awkward character is read at rest")
    func awkwardName() throws {
        let scratch = try Scratch()
        let path = scratch.folder + "/a b?c#d%41é&.db"
        do { _ = try WorkedExample.ledger(path) }
        #expect(try LedgerReader(path: path).head().next == 3)
    }

    @Test("a write-ahead log that was left over is read from a copy, and both files stay as they were")
    func leftOverLog() throws {
        let scratch = try Scratch(), killed = try Scratch()
        let ledger = try WorkedExample.ledger(scratch.ledger)
        for suffix in ["", "-wal"] {
            try ProjectFiles.write(try ProjectFiles.read(scratch.ledger + suffix), to: killed.ledger + suffix)
        }
        withExtendedLifetime(ledger) {}
        let before = try (ProjectFiles.read(killed.ledger), ProjectFiles.read(killed.ledger + "-wal"))
        do {
            let reader = try LedgerReader(path: killed.ledger)
            #expect(try reader.head().next == 3)
            #expect(try reader.fullCheck().isSound)
        }
        #expect(try ProjectFiles.read(killed.ledger) == before.0)
        #expect(try ProjectFiles.read(killed.ledger + "-wal") == before.1)
        #expect(access(killed.ledger + "-shm", F_OK) != 0)
    }

    @Test("a file that changes while it is read at rest is reported as disturbed")
    func disturbed() throws {
        let scratch = try Scratch()
        do { _ = try WorkedExample.ledger(scratch.ledger) }
        let reader = try LedgerReader(path: scratch.ledger)
        do {
            let ledger = try SQLiteLedger(path: scratch.ledger)
            var later = Samples.append(1)
            later.recorded = WorkedExample.recorded
            _ = try ledger.append([later])
        }
        let kinds = try reader.fullCheck().faults.map(\.kind)
        #expect(kinds.contains(.disturbed))
    }
}
