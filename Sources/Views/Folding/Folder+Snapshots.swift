import Ledger
import Lifecycle

extension Folder {
    /// Writes a stream's state down where that has become due, whether or not its events needed it: a state that lags
    /// is brought forward, over the distance between two snapshots at most.
    func snapshotIfDue<State: ListedState>(
        _ limit: StateLimit, _ entry: StreamEntry, _ type: State.Type
    ) throws(LedgerError) {
        let due = try nextDue(entry, type)
        guard let stream = entry.stream, limit.version >= due else { return }
        entry.snapshotDue = pace.next(after: limit.version)
        guard let kept: KeptState<State> = try legal(stream, limit) else { return }
        try snapshots.save(kept.state, of: entry.name, states.format(type))
    }

    private func nextDue<State: ListedState>(_ entry: StreamEntry, _ type: State.Type) throws(LedgerError) -> Int64 {
        if let due = entry.snapshotDue { return due }
        let due = pace.next(after: try snapshots.lastVersion(entry.name, states.format(type)))
        entry.snapshotDue = due
        return due
    }

    /// The state within a limit; none where it cannot be folded.
    private func legal<State: ListedState>(
        _ stream: StreamID, _ limit: StateLimit
    ) throws(LedgerError) -> KeptState<State>? {
        do throws(LedgerError) {
            return try states.state(stream, limit)
        } catch {
            guard case .fault(let fault) = error, fault.kind == .body else { throw error }
            return nil
        }
    }
}
