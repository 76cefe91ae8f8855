import Dispatch
import Ledger
import Synchronization

/// What the writer's commits cost: how long an append took, and how many commands shared it.
final class WriterMeter: Sendable {
    /// Both distributions.
    struct Reading: Sendable {
        /// Nanoseconds from the decisions to the end of the sync.
        var appendNanoseconds = Histogram([
            100_000, 200_000, 500_000, 1_000_000, 2_000_000, 5_000_000, 10_000_000, 20_000_000, 50_000_000,
            100_000_000, 500_000_000, 1_000_000_000, 5_000_000_000,
        ])
        /// Commands that one commit made durable.
        var batchCommands = Histogram([1, 2, 4, 8, 16, 32, 64, 128, 256, 512])
        /// Events made durable since the start.
        var events: UInt64 = 0
    }

    private let state = Mutex(Reading())
    private let isFull = Atomic<Bool>(false)
    private let isHeld = Atomic<Bool>(false)
    private let reason = Mutex("")

    /// Appends what `decide` makes, and notes what it cost.
    func append<Plan>(
        to store: any LedgerStore, deciding decide: () throws(LedgerError) -> (Plan, [Append]),
        meanwhile: @escaping () -> Void
    ) throws(LedgerError) -> (Plan, [AppendOutcome]) {
        #if DEBUG
            Stall.wait()
        #endif
        var begun: UInt64 = 0
        var commands = 0, events = 0
        do throws(LedgerError) {
            let result = try store.append(
                deciding: { () throws(LedgerError) in
                    let decided = try decide()
                    begun = DispatchTime.now().uptimeNanoseconds
                    commands = decided.1.count
                    events = decided.1.reduce(0) { $0 + $1.events.count }
                    return decided
                }, meanwhile: meanwhile)
            if commands > 0, result.1.allSatisfy(\.isAppended) {
                isFull.store(false, ordering: .relaxed)
                note(DispatchTime.now().uptimeNanoseconds &- begun, commands, events)
            }
            return result
        } catch {
            if error.isFull { isFull.store(true, ordering: .relaxed) }
            throw error
        }
    }

    private func note(_ took: UInt64, _ commands: Int, _ events: Int) {
        state.withLock { reading in
            reading.appendNanoseconds.count(took)
            reading.batchCommands.count(UInt64(commands))
            reading.events += UInt64(events)
        }
    }

    /// Whether the last append found no room on the disk.
    var foundNoRoom: Bool { isFull.load(ordering: .relaxed) }

    /// Whether commands can be recorded, as far as the files are concerned.
    var isWritable: Bool { !foundNoRoom && !isHeld.load(ordering: .relaxed) }

    /// Has commands refused for a reason, or taken again.
    func hold(_ obstacle: String?) {
        if let obstacle { reason.withLock { $0 = obstacle } }
        isHeld.store(obstacle != nil, ordering: .releasing)
    }

    /// Why commands are refused, where they are.
    var obstacle: String? { isHeld.load(ordering: .acquiring) ? reason.withLock { $0 } : nil }

    /// What was measured so far.
    var reading: Reading { state.withLock { $0 } }
}
