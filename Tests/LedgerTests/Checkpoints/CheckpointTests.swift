import Foundation
@testable import Ledger
import Synchronization
import Testing

@Suite("Checkpoints in the ledger")
struct CheckpointTests {
    private static let origin = "example.org/checkpoints"
    private let scratch: Scratch
    private let old: SignerKey
    private let new: SignerKey

    init() throws {
        scratch = try Scratch()
        old = try #require(SignerKey(name: Self.origin, seed: Array(repeating: 1, count: 32)))
        new = try #require(SignerKey(name: Self.origin, seed: Array(repeating: 2, count: 32)))
    }

    private func adoption(_ key: SignerKey, _ number: Int) -> Append {
        var append = Samples.append(number)
        append.events = [EventDraft(stream: "governance", type: "checkpoint-key.adopted", schema: 1,
                                    effective: "2026-11-20", body: Array("{\"verifierKey\":\"\(key.verifier)\"}".utf8))]
        return append
    }

    private func ledger() throws -> SQLiteLedger {
        var genesis = Samples.genesis(1)
        genesis[0].events[0].type = "ledger.created"
        genesis[0].events[0].body = Array("{\"origin\":\"\(Self.origin)\"}".utf8)
        try SQLiteLedger.create(path: scratch.ledger, genesis: genesis)
        return try SQLiteLedger(path: scratch.ledger)
    }

    @Test("without an adopted key none is made")
    func noKey() throws {
        let ledger = try ledger()
        #expect(try ledger.checkpoint(signers: [old], made: 0) == .notInForce(nil))
        _ = try ledger.append([adoption(new, 1)])
        #expect(try ledger.checkpoint(signers: [old], made: 0) == .notInForce(new.verifier))
        #expect(try ledger.lastCheckpoint() == nil)
    }

    @Test("a checkpoint says size and root, is signed, and is made once")
    func made() throws {
        let ledger = try ledger()
        _ = try ledger.append([adoption(old, 1)] + (2...300).map { Samples.append($0) })
        guard case .made(let made) = try ledger.checkpoint(signers: [old], made: 5) else {
            return #expect(Bool(false))
        }
        #expect(made.size == 301)
        #expect(made.place == 0)
        #expect(try ledger.head().recorded == made.made)
        let note = try #require(SignedNote(made.note))
        #expect(note.verify([old.verifier]).good == [old.verifier])
        #expect(Checkpoint(text: note.text) == Checkpoint(origin: Self.origin, size: 301, root: try ledger.root()))
        #expect(try ledger.checkpoint(signers: [old], made: 6) == .unchanged(made))
        #expect(try LedgerReader(path: scratch.ledger).lastCheckpoint() == made)
        #expect(try LedgerReader(path: scratch.ledger).checkpoints(from: 0, limit: 9) == [made])
    }

    @Test("a checkpoint that comes due in the middle of a decision waits for its end")
    func midway() throws {
        let ledger = try ledger(), old = old
        _ = try ledger.append([adoption(old, 1)])
        let done = DispatchGroup()
        let made = Mutex<CheckpointOutcome?>(nil)
        let (_, outcomes) = try ledger.append { () throws(LedgerError) in
            let begun = DispatchSemaphore(value: 0)
            Thread.detachNewThread {
                done.enter()
                begun.signal()
                let outcome = try? ledger.checkpoint(signers: [old], made: 5)
                made.withLock { $0 = outcome }
                done.leave()
            }
            begun.wait()
            usleep(50_000)
            return ((), [Samples.append(2)])
        }
        done.wait()
        #expect(outcomes == [.appended(Appended(first: 2, versions: [1]))])
        guard case .made(let checkpoint)? = made.withLock({ $0 }) else { return #expect(Bool(false)) }
        #expect(checkpoint.size == 3)
    }

    @Test("after a rotation the new key signs, with the old one beside it, and old checkpoints stay good")
    func rotation() throws {
        let ledger = try ledger()
        _ = try ledger.append([adoption(old, 1), Samples.append(2)])
        _ = try ledger.checkpoint(signers: [old], made: 0)
        _ = try ledger.append([adoption(new, 3)])
        #expect(try ledger.checkpoint(signers: [old], made: 0) == .notInForce(new.verifier))
        guard case .made(let both) = try ledger.checkpoint(signers: [new, old], made: 0) else {
            return #expect(Bool(false))
        }
        let signatures = try #require(SignedNote(both.note)).verify([old.verifier, new.verifier])
        #expect(signatures.good == [new.verifier, old.verifier])
        let reader = try LedgerReader(path: scratch.ledger)
        #expect(try reader.fullCheck().faults == [])
        #expect(try reader.fullCheck(demands: CheckDemands(key: old.verifier)).faults == [])
        let identity = try reader.identity()
        #expect(identity.key(at: 3) == old.verifier)
        #expect(identity.key(at: 4) == new.verifier)
        #expect(identity.key(at: 1) == nil)
    }

    @Test("a ledger that was cut off behind its last checkpoint does not open")
    func cutOff() throws {
        do {
            let ledger = try ledger()
            _ = try ledger.append([adoption(old, 1)] + (2...9).map { Samples.append($0) })
            _ = try ledger.checkpoint(signers: [old], made: 0)
        }
        try RawDatabase(scratch.ledger).tamper(
            "DELETE FROM event WHERE position > 5; DELETE FROM command WHERE first > 5")
        let error = #expect(throws: LedgerError.self) { try SQLiteLedger(path: scratch.ledger) }
        guard case .fault(let fault)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(fault.kind == .checkpoint)
    }

    @Test("an event rewritten below the last checkpoint does not open, though its tile is right")
    func rewritten() throws {
        do {
            let ledger = try ledger()
            _ = try ledger.append([adoption(old, 1)] + (2...9).map { Samples.append($0) })
            _ = try ledger.checkpoint(signers: [old], made: 0)
        }
        try RawDatabase(scratch.ledger).tamper("UPDATE event SET effective = '2026-11-19' WHERE position = 7")
        let error = #expect(throws: LedgerError.self) { try SQLiteLedger(path: scratch.ledger) }
        guard case .fault(let fault)? = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(fault.kind == .checkpoint)
    }

    @Test("roots at checkpoints within tiles, at their ends, and across chunks are right; a proof file is good")
    func manyHeads() throws {
        let ledger = try ledger()
        _ = try ledger.append([adoption(old, 1)])
        var sizes: [Int64] = []
        for (batch, count) in [1, 253, 1, 255, 257, 512, 15_000, 600, 7, 16_384].enumerated() {
            let streams = Array(repeating: "s", count: count)
            _ = try ledger.append([Samples.append(2 + batch, streams: streams)])
            guard case .made(let made) = try ledger.checkpoint(signers: [old], made: 0) else {
                return #expect(Bool(false))
            }
            sizes.append(made.size)
        }
        let reader = try LedgerReader(path: scratch.ledger)
        for workers in [0, 2] {
            let report = try reader.fullCheck(structure: false, workers: workers)
            #expect(report.faults == [])
            #expect(report.checkpoints == 10)
        }
        let last = try #require(try reader.lastCheckpoint())
        for position in [0, 1, 255, 256, 16_383, 16_384, last.size - 1] {
            let proof = try reader.proofFile(of: position, in: last)
            let event = try #require(try reader.event(at: position))
            #expect(proof.isValid(record: event.header.record, keys: [old.verifier]), "\(position)")
        }
        try RawDatabase(scratch.ledger).tamper(
            "UPDATE checkpoint SET note = (SELECT note FROM checkpoint WHERE place = 4)")
        #expect(try LedgerReader(path: scratch.ledger).fullCheck(structure: false).faults.count >= 18)
    }

    @Test("no row of checkpoint is replaced, changed or removed", arguments: ["ON", "OFF"])
    func forgery(recursiveTriggers: String) throws {
        let ledger = try ledger()
        _ = try ledger.append([adoption(old, 1)])
        _ = try ledger.checkpoint(signers: [old], made: 0)
        _ = try ledger.append([Samples.append(2)])
        _ = try ledger.checkpoint(signers: [old], made: 0)
        let database = try RawDatabase(scratch.ledger)
        try database.run("PRAGMA recursive_triggers = \(recursiveTriggers)")
        let rows = "SELECT place || size || made || note || hex(seal) FROM checkpoint"
        let before = try database.column(rows)
        for values in ["0, 3, 5", "1, 3, 5", "3, 3, 5", "2, 2, 5", "2, 4, 5", "2, 0, 5", "NULL, 3, 5", "'x', 3, 5",
                       "-1, 3, 5"] {
            for verb in ["INSERT", "INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"] {
                let row = "INTO checkpoint VALUES (\(values), 'n', zeroblob(32))"
                #expect(database.failure("\(verb) \(row)") != nil, "\(verb) \(values)")
            }
        }
        for column in ["place", "size", "made", "note", "seal", "rowid"] {
            #expect(database.failure("UPDATE OR REPLACE checkpoint SET \(column) = \(column)") != nil)
        }
        #expect(database.failure("DELETE FROM checkpoint WHERE place = 1") != nil)
        #expect(database.failure("INSERT INTO checkpoint VALUES (2, 3, -1, 'n', zeroblob(32))") != nil)
        #expect(database.failure("INSERT INTO checkpoint VALUES (2, 3, 5, '', zeroblob(32))") != nil)
        #expect(database.failure("INSERT INTO checkpoint VALUES (2, 3, 5, 'n', zeroblob(31))") != nil)
        #expect(try database.column(rows) == before)
    }
}
