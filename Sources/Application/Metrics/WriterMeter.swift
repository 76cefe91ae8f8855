import Dispatch
import Ledger
import Synchronization

/// What the writer's commits cost: how long an append took, and how many commands shared it.
final class WriterMeter: Sendable {
    /// Both distributions.
    struct Reading: Sendable {
        /// Nanoseconds from the first row to the end of the sync.
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

    /// Appends, and notes what it cost.
    func append(
        _ appends: [Append], to store: any LedgerStore
    ) throws(LedgerError) -> [AppendOutcome] {
        #if DEBUG
            Stall.wait()
        #endif
        let begun = DispatchTime.now().uptimeNanoseconds
        let outcomes = try attempt(appends, store)
        let took = DispatchTime.now().uptimeNanoseconds &- begun
        state.withLock { reading in
            reading.appendNanoseconds.count(took)
            reading.batchCommands.count(UInt64(appends.count))
            reading.events += appends.reduce(0) { $0 + UInt64($1.events.count) }
        }
        return outcomes
    }

    private func attempt(
        _ appends: [Append], _ store: any LedgerStore
    ) throws(LedgerError) -> [AppendOutcome] {
        do throws(LedgerError) {
            let outcomes = try store.append(appends)
            isFull.store(false, ordering: .relaxed)
            return outcomes
        } catch {
            if error.isFull { isFull.store(true, ordering: .relaxed) }
            throw error
        }
    }

    /// Whether the last append found room on the disk.
    var isWritable: Bool { !isFull.load(ordering: .relaxed) }

    /// What was measured so far.
    var reading: Reading { state.withLock { $0 } }
}
