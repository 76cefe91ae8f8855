import Ledger
import Testing

@Suite("The full check names each fault")
struct FullCheckTests {
    struct Tampering: CustomTestStringConvertible {
        var sql: String
        var kinds: Set<LedgerFault.Kind>
        var position: Int64?
        var testDescription: String { sql }

        init(_ sql: String, _ kinds: Set<LedgerFault.Kind>, at position: Int64? = nil) {
            self.sql = sql
            self.kinds = kinds
            self.position = position
        }
    }

    /// Each column of each table, rows gone, rows swapped, rows too many.
    static let tamperings: [Tampering] = [
        .init("UPDATE event SET stream = 'other' WHERE position = 40", [.tile, .version], at: 40),
        .init("UPDATE event SET version = 990 WHERE position = 40", [.tile, .version], at: 40),
        .init("UPDATE event SET type = 'x.y' WHERE position = 40", [.tile], at: 40),
        .init("UPDATE event SET schema = 2 WHERE position = 40", [.tile], at: 40),
        .init("UPDATE event SET recorded = recorded + 1 WHERE position = 40", [.tile], at: 40),
        .init("UPDATE event SET recorded = 5 WHERE position = 40", [.tile, .recorded], at: 40),
        .init("UPDATE event SET effective = '2026-11-21' WHERE position = 40", [.tile], at: 40),
        .init("UPDATE event SET effective = 'yesterday' WHERE position = 40", [.tile, .header], at: 40),
        .init("UPDATE event SET actor = 'clock' WHERE position = 40", [.tile, .command], at: 40),
        .init("UPDATE event SET actor = 'clock' || char(10) WHERE position = 40", [.tile, .header], at: 40),
        .init("UPDATE event SET command = '\(Samples.id(9999))' WHERE position = 40", [.tile, .command], at: 40),
        .init("UPDATE event SET body_hash = zeroblob(32) WHERE position = 40", [.tile, .bodyHash], at: 40),
        .init("UPDATE event SET body_hash = zeroblob(3) WHERE position = 40", [.tile, .bodyHash], at: 40),
        .init("UPDATE event SET body = '{}' WHERE position = 40", [.bodyHash], at: 40),
        .init("UPDATE event SET stream = 'a b' WHERE position = 40", [.tile, .version, .header], at: 40),
        .init("UPDATE event SET type = 'a' || char(10) || 'b' WHERE position = 40", [.tile, .header], at: 40),
        .init("DELETE FROM event WHERE position = 40", [.gap, .version], at: 40),
        .init("DELETE FROM event WHERE position BETWEEN 30 AND 40", [.gap, .version], at: 30),
        .init("DELETE FROM event WHERE position = 0", [.gap, .version], at: 0),
        .init("DELETE FROM event WHERE position = 601", [.command]),
        .init("DELETE FROM event", [.command, .tile]),
        .init("UPDATE event SET position = -position - 2 WHERE position IN (40, 41); "
              + "UPDATE event SET position = CASE position WHEN -42 THEN 41 ELSE 40 END WHERE position < 0",
              [.tile, .version, .recorded, .command], at: 40),
        .init("UPDATE event SET position = -1 WHERE position = 40", [.gap, .version], at: 40),
        .init("UPDATE event SET position = 700 WHERE position = 601", [.gap, .command], at: 601),
        .init("UPDATE command SET first = 5000 WHERE first = 40", [.command], at: 40),
        .init("UPDATE command SET count = 2 WHERE first = 40", [.command], at: 40),
        .init("UPDATE command SET count = 0 WHERE first = 40", [.command], at: 40),
        .init("UPDATE command SET person = 'p-other' WHERE first = 40", [.command], at: 40),
        .init("UPDATE command SET id = '\(Samples.id(9999))' WHERE first = 40", [.command], at: 40),
        .init("UPDATE command SET parameters = zeroblob(32) WHERE first = 40", [.command], at: 40),
        .init("UPDATE command SET seal = zeroblob(32) WHERE first = 40", [.command], at: 40),
        .init("DELETE FROM command WHERE first = 40", [.command], at: 40),
        .init("DELETE FROM command WHERE first = 601", [.command], at: 601),
        .init("INSERT INTO command VALUES (9000, 1, 'clock', '\(Samples.id(1))', zeroblob(32), zeroblob(32))",
              [.command]),
        .init("DELETE FROM command", [.command], at: 0),
        .init("UPDATE tile SET root = zeroblob(32) WHERE number = 1", [.tile], at: 256),
        .init("UPDATE tile SET place = -1 - place; UPDATE tile SET place = 2 + place WHERE place IN (-1, -2); "
            + "UPDATE tile SET place = -1 - place WHERE place < 0", [.tile]),
        .init("UPDATE tile SET hashes = zeroblob(8192) WHERE number = 1", [.tile], at: 256),
        .init("UPDATE tile SET hashes = x'00' WHERE number = 1", [.tile], at: 256),
        .init("UPDATE tile SET number = 7 WHERE number = 1", [.tile], at: 256),
        .init("UPDATE tile SET level = 1 WHERE number = 1", [.tile], at: 256),
        .init("UPDATE tile SET place = 9 WHERE number = 1", [.tile]),
        .init("DELETE FROM tile WHERE number = 0", [.tile], at: 0),
        .init("INSERT INTO tile VALUES (2, 0, 2, zeroblob(32), zeroblob(8192))", [.tile]),
    ]

    private func filled(_ path: String) throws {
        try SQLiteLedger.create(path: path, genesis: Samples.genesis())
        let ledger = try SQLiteLedger(path: path)
        _ = try ledger.append((1...600).map { Samples.append($0) })
    }

    @Test("tampering is found, and where", arguments: tamperings)
    func tampering(_ tampering: Tampering) throws {
        let scratch = try Scratch()
        try filled(scratch.ledger)
        try RawDatabase(scratch.ledger).tamper(tampering.sql)
        let report = try LedgerReader(path: scratch.ledger).fullCheck()
        let kinds = Set(report.faults.map(\.kind))
        #expect(tampering.kinds.isSubset(of: kinds), "\(report.faults)")
        if let position = tampering.position {
            #expect(report.faults.contains { $0.position == position }, "\(report.faults)")
        }
    }

    @Test("a sound ledger has no fault, and the root is the writer's")
    func sound() throws {
        let scratch = try Scratch()
        try filled(scratch.ledger)
        var seen: [Int64] = []
        let report = try LedgerReader(path: scratch.ledger).fullCheck(progress: { done, of in
            seen.append(done)
            #expect(of == 602)
        })
        #expect(report.faults == [])
        #expect(report.isSound)
        #expect(report.size == 602)
        #expect(seen == [602])
        #expect(try SQLiteLedger(path: scratch.ledger).root() == report.root)
        #expect(try LedgerReader(path: scratch.ledger).fullCheck(workers: 0).root == report.root)
    }

    @Test("chunks join: versions, times and the tree across them")
    func severalChunks() throws {
        let scratch = try Scratch()
        try SQLiteLedger.create(path: scratch.ledger, genesis: Samples.genesis())
        let root: TreeHash
        do {
            let ledger = try SQLiteLedger(path: scratch.ledger)
            for batch in 0..<18 {
                _ = try ledger.append((1...10).map { number in
                    Samples.append(batch * 10 + number, streams: Array(repeating: "s\(number % 3)", count: 200))
                })
            }
            root = try ledger.root()
        }
        let report = try LedgerReader(path: scratch.ledger).fullCheck()
        #expect(report.faults == [])
        #expect(report.size == 36_002)
        #expect(report.root == root)
        try RawDatabase(scratch.ledger).tamper("""
            UPDATE event SET version = version + 100000 WHERE stream = 's1' AND position >= 16384;
            UPDATE event SET recorded = recorded - 1000000 WHERE position >= 32768
            """)
        let faults = try LedgerReader(path: scratch.ledger).fullCheck(structure: false).faults
        let changed = try RawDatabase(scratch.ledger).column(
            "SELECT min(position) FROM event WHERE stream = 's1' AND position >= 16384")
        #expect(changed != ["16384"])
        #expect(faults.first { $0.kind == .version }.map { "\($0.position ?? -1)" } == changed.first)
        #expect(faults.contains { $0.kind == .recorded && $0.position == 32_768 })
    }

    @Test("a cancelled check says that it is not complete")
    func cancelled() throws {
        let scratch = try Scratch()
        try filled(scratch.ledger)
        let report = try LedgerReader(path: scratch.ledger).fullCheck(cancelled: { true })
        #expect(!report.isComplete)
        #expect(!report.isSound)
    }

    @Test("an empty ledger is sound")
    func empty() throws {
        let scratch = try Scratch()
        try SQLiteLedger.create(path: scratch.ledger, genesis: [])
        let report = try LedgerReader(path: scratch.ledger).fullCheck()
        #expect(report.isSound)
        #expect(report.root == .empty)
    }
}
