import Ledger
public import Lifecycle
import Schema

extension StateReader {
    /// The events of a stream, each with what it changed.
    ///
    /// - Parameters:
    ///   - from: the first version wanted.
    ///   - to: the last version wanted.
    public func history(
        _ stream: StreamID, from: Int64 = 1, to: Int64? = nil, asOf: Int64? = nil, limit: Int = 1000
    ) throws(ViewError) -> [HistoryEntry] {
        let limits = StateLimit(version: to ?? .max, position: asOf ?? .max)
        let from = max(1, from)
        return switch stream {
        case .engagement: try history(stream, Engagement.self, from, limits, limit)
        case .provider: try history(stream, Provider.self, from, limits, limit)
        case .governance: try history(stream, Governance.self, from, limits, limit)
        }
    }

    private func history<State: ListedState>(
        _ stream: StreamID, _ type: State.Type, _ from: Int64, _ limits: StateLimit, _ limit: Int
    ) throws(ViewError) -> [HistoryEntry] {
        let walk = StateWalk<State>(try state(stream, version: from - 1))
        return try ViewError.ledger { () throws(LedgerError) in
            var entries: [HistoryEntry] = []
            try ledger.scan(stream: stream.name, from: from) { (row) throws(LedgerError) in
                guard limits.allows(row), entries.count < limit else { return false }
                entries.append(try walk.entry(row))
                return true
            }
            return entries
        }
    }

    /// What differs in a stream's state between two positions of the log.
    ///
    /// - Throws: `ViewError.notFound` where the stream had no event at the later one.
    public func diff(_ stream: StreamID, from: Int64, to: Int64) throws(ViewError) -> [Change] {
        switch stream {
        case .engagement: try diff(stream, from, to, Engagement.self)
        case .provider: try diff(stream, from, to, Provider.self)
        case .governance: try diff(stream, from, to, Governance.self)
        }
    }

    private func diff<State: ListedState>(
        _ stream: StreamID, _ from: Int64, _ to: Int64, _ type: State.Type
    ) throws(ViewError) -> [Change] {
        let new: State = try state(stream, asOf: to)
        let old: State = try earlier(stream, from)
        return StateDifference.between(old, new)
    }

    private func earlier<State: ListedState>(_ stream: StreamID, _ position: Int64) throws(ViewError) -> State {
        do throws(ViewError) {
            return try state(stream, asOf: position)
        } catch {
            guard case .notFound = error else { throw error }
            return State.initial(stream)
        }
    }
}

extension StateWalk {
    /// Takes the next event and tells what it changed. The logs are compared where entries may have gone or been
    /// replaced; otherwise the new one is known by its position.
    fileprivate func entry(_ row: borrowing EventRow) throws(LedgerError) -> HistoryEntry {
        let mayReplace = State.eventIndex.type(named: row.typeBytes)?.needsState ?? true
        let before = mayReplace ? state.logs : []
        let (event, changes) = try take(row) { (row, state) throws(LedgerError) in try TrailRow(row, folding: &state) }
        let figures = mayReplace
            ? StateLog.between(before, state.logs) : StateLog.value(setAt: event.position, in: state.logs)
        return HistoryEntry(event: event, changes: changes + figures)
    }
}
