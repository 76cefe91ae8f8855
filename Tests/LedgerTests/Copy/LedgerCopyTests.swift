import Ledger
import Testing

@Suite("A copy, row by row")
struct LedgerCopyTests {
    private struct Rows {
        var events: [StoredEvent] = []
        var commands: [CommandRow] = []
        var root: TreeHash
    }

    /// A ledger with commands of one to three events in several streams, and its rows.
    private func rows(_ scratch: Scratch, _ count: Int, seed: UInt64) throws -> Rows {
        print("seed \(seed)")
        var source = SplitMix(seed)
        try SQLiteLedger.create(path: scratch.ledger, genesis: Samples.genesis())
        let ledger = try SQLiteLedger(path: scratch.ledger)
        for number in 1...count {
            let streams = (0..<Int.random(in: 1...3, using: &source)).map { _ in
                "engagement/E-\(Int.random(in: 1...5, using: &source))"
            }
            _ = try ledger.append([Samples.append(number, streams: streams)])
        }
        let reader = try LedgerReader(path: scratch.ledger)
        let size = try reader.head().next
        var rows = Rows(commands: try reader.commands(0..<size), root: try reader.root(size: size))
        try reader.scan(0..<size) { row in
            rows.events.append(row.copied())
            return true
        }
        return rows
    }

    private func add(_ rows: Rows, _ range: Range<Int>, to copy: LedgerCopy) throws {
        let positions = Int64(range.lowerBound)..<Int64(range.upperBound)
        try copy.add(Array(rows.events[range]), commands: rows.commands.filter { positions.contains($0.first) })
    }

    @Test("has the same root, passes the full check, and can be made in pieces that cut commands in two",
          arguments: [3, UInt64.random(in: 0...UInt64.max)])
    func same(seed: UInt64) throws {
        let scratch = try Scratch()
        let rows = try rows(scratch, 400, seed: seed)
        let path = scratch.folder + "/copy.db"
        var source = SplitMix(seed), done = 0
        while done < rows.events.count {
            let copy = try LedgerCopy(path: path)
            #expect(copy.size == Int64(done))
            let end = min(done + Int.random(in: 1...300, using: &source), rows.events.count)
            try add(rows, done..<end, to: copy)
            done = end
            if done == rows.events.count {
                #expect(copy.root == rows.root)
                try copy.settle()
            }
        }
        let reader = try LedgerReader(path: path)
        #expect(try reader.root(size: Int64(done)) == rows.root)
        #expect(try reader.fullCheck().faults == [])
        #expect(try reader.commands(0..<Int64(done)) == rows.commands)
    }

    @Test("takes nothing that is not what comes next, and is as before then")
    func refused() throws {
        let scratch = try Scratch()
        let rows = try rows(scratch, 20, seed: 9)
        let copy = try LedgerCopy(path: scratch.folder + "/copy.db")
        try add(rows, 0..<5, to: copy)
        let root = copy.root
        func refuses(_ kind: LedgerFault.Kind, _ change: (inout Rows) -> Void) throws {
            var changed = rows
            change(&changed)
            do throws(LedgerError) {
                try copy.add(
                    Array(changed.events[5..<9]), commands: changed.commands.filter { (5..<9).contains($0.first) })
                Issue.record("taken")
            } catch {
                guard case .fault(let fault) = error else { throw error }
                #expect(fault.kind == kind)
            }
            #expect(copy.size == 5 && copy.root == root)
        }
        try refuses(.bodyHash) { $0.events[6].body = Array("{}".utf8) }
        try refuses(.header) { $0.events.swapAt(6, 7) }
        try refuses(.header) { $0.events[7].header.version += 1 }
        try refuses(.header) { $0.events[7].header.recorded = 1 }
        try refuses(.command) { $0.commands[4].parameters = [] }
        try add(rows, 5..<rows.events.count, to: copy)
        #expect(copy.root == rows.root)
    }

    @Test("texts are taken with their salts, erased ones as erased; one that is not its digest's is refused")
    func texts() throws {
        let scratch = try Scratch()
        try SQLiteLedger.create(path: scratch.ledger, genesis: Samples.genesis())
        let store = try TextStore(path: scratch.texts)
        let ledger = try SQLiteLedger(path: scratch.ledger, texts: store)
        let sealed = ["one", "two", "three"].map { SealedText(sealing: $0, salt: [UInt8](repeating: 5, count: 16)) }
        _ = try ledger.append([Samples.append(1, texts: sealed)])
        try store.erase(sealed[1].digest)
        let rows = try store.rows(size: .max, limit: 10)
        #expect(rows.count == 3 && rows.count { $0.content == nil } == 1)
        #expect(try store.rows(size: 2, limit: 10) == [], "they belong to the third event")
        let path = scratch.folder + "/other.db"
        let other = try TextStore(path: path)
        try other.adopt(rows)
        #expect(try other.rows(after: rows[0].digest, size: .max, limit: 1) == [rows[1]])
        #expect(try other.text(sealed[1].digest) == .erased)
        var forged = rows
        forged[0].content = "forged"
        #expect(throws: LedgerError.self) { try other.adopt(forged) }
        #expect(try other.rows(size: .max, limit: 10) == rows)
        try other.settle()
        let check = try TextsReader(path: path).check(size: 3)
        #expect(check.texts == 3 && check.erased == 1 && check.faults == [])
        #expect(try TextsReader(path: path).check(size: 1).faults.count == 3)
    }
}
