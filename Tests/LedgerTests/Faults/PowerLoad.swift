import CFaultVFS
import Glibc
@testable import Ledger
import Testing

/// A scripted load on the file system that loses power, and what must hold when the power is back.
struct PowerLoad {
    static let batches = 8
    let scratch: Scratch
    var synchronous = "FULL"

    init() throws {
        scratch = try Scratch()
        faultvfs_reset()
        try #require(faultvfs_register() == 0)
        try SQLiteLedger.create(path: scratch.ledger, genesis: Samples.genesis())
        _ = try TextStore(path: scratch.texts)
    }

    /// Two commands a batch over two streams, with texts in the second; in all enough to fill a tile and to move the
    /// write-ahead log several times.
    static func batch(_ number: Int) -> [Append] {
        let streams = Array(repeating: "s", count: 16) + ["t"]
        return [Samples.append(number * 2, streams: streams),
                Samples.append(number * 2 + 1, streams: streams, texts: [text(number)])]
    }

    static func text(_ number: Int) -> SealedText {
        SealedText(sealing: "text \(number)", salt: [UInt8](repeating: UInt8(number), count: 16))
    }

    private var options: LedgerOptions {
        var options = LedgerOptions()
        options.fileSystem = FAULTVFS_NAME
        options.logPages = 24
        options.synchronous = synchronous
        return options
    }

    /// Runs until the power fails or the load is done. `acknowledged` is told after each batch.
    func run(acknowledged: (Int) -> Void = { _ in }) -> [Int] {
        var done: [Int] = []
        do throws(LedgerError) {
            let texts = try TextStore(path: scratch.texts, options: options)
            let ledger = try SQLiteLedger(path: scratch.ledger, texts: texts, options: options)
            for number in 1...Self.batches {
                // As the daemon does it, with work to be done between the write and the sync.
                let (_, outcomes) = try ledger.append(deciding: { (true, Self.batch(number)) }, meanwhile: {})
                guard outcomes.allSatisfy({ if case .appended = $0 { true } else { false } }) else { return done }
                done.append(number)
                acknowledged(number)
                try ledger.maintain()
            }
        } catch {
            return done
        }
        return done
    }

    /// Gives the power back and looks at what is there, on the real file system.
    func problems(_ acknowledged: [Int], fate: faultvfs_fate, seed: UInt64 = 1) -> [String] {
        faultvfs_restore(fate, seed)
        for file in [scratch.ledger, scratch.texts] { unlink(file + "-shm") }
        do throws(LedgerError) {
            let texts = try TextStore(path: scratch.texts)
            let ledger = try SQLiteLedger(path: scratch.ledger, texts: texts)
            return try lost(acknowledged, ledger, texts) + unsound() + halfDone(ledger)
        } catch {
            return ["\(error)"]
        }
    }

    private func lost(_ acknowledged: [Int], _ ledger: SQLiteLedger,
                      _ texts: TextStore) throws(LedgerError) -> [String] {
        var problems: [String] = []
        for number in acknowledged {
            for append in Self.batch(number) {
                let receipt = try ledger.receipt(person: append.person, id: append.commandID)
                if receipt?.appended.versions.count != append.events.count {
                    problems.append("command \(append.commandID) of batch \(number) is gone")
                }
            }
            if try texts.text(Self.text(number).digest) != .present("text \(number)") {
                problems.append("the text of batch \(number) is gone")
            }
        }
        return problems
    }

    private func unsound() throws(LedgerError) -> [String] {
        try LedgerReader(path: scratch.ledger).fullCheck(workers: 0).faults.map { "\($0)" }
    }

    /// A batch is one transaction: 34 events or none, after the two of the genesis; and the next one is taken.
    private func halfDone(_ ledger: SQLiteLedger) throws(LedgerError) -> [String] {
        let next = try ledger.head().next
        var problems = (next - 2) % 34 == 0 ? [] : ["\(next) events: a batch is there by half"]
        let outcomes = try ledger.append(Self.batch(Self.batches + 1))
        if outcomes[0] != .appended(Appended(first: next, versions: versions(after: next))) {
            problems.append("the next append gives \(outcomes[0])")
        }
        return problems
    }

    private func versions(after next: Int64) -> [Int64] {
        let batches = (next - 2) / 34
        return (1...16).map { batches * 32 + $0 } + [batches * 2 + 1]
    }
}
