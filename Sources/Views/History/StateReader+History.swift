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
        var entries: [HistoryEntry] = []
        let limits = StateLimit(version: to ?? .max, position: asOf ?? .max)
        try walk(stream, from: max(1, from), limits) { event, changes, _ in
            guard entries.count < limit else { return false }
            entries.append(HistoryEntry(event: event, changes: changes))
            return true
        }
        return entries
    }

    /// Every value of a stream's state, with the event that set it last. A value that never changed is the first
    /// event's.
    ///
    /// - Throws: `ViewError.notFound` where the stream has no event yet.
    public func blame(_ stream: StreamID, asOf: Int64? = nil) throws(ViewError) -> [BlameRow] {
        var setters: [String: TrailRow] = [:]
        var first: TrailRow?
        var last: JSON = .null
        try walk(stream, from: 1, StateLimit(position: asOf ?? .max)) { event, changes, state in
            if first == nil { first = event }
            for change in changes { setters[change.path] = change.new == nil ? nil : event }
            last = state
            return true
        }
        guard let first else { throw .notFound(stream: stream.name) }
        return StateDifference.leaves(last).map { BlameRow($0.path, $0.value, setters[$0.path] ?? first) }
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
        return StateDifference.between(StateDifference.json(old), StateDifference.json(new))
    }

    private func earlier<State: ListedState>(_ stream: StreamID, _ position: Int64) throws(ViewError) -> State {
        do throws(ViewError) {
            return try state(stream, asOf: position)
        } catch {
            guard case .notFound = error else { throw error }
            return State.initial(stream)
        }
    }

    /// Visits events with what they changed and the state behind them, until the visitor answers false.
    private func walk(
        _ stream: StreamID, from: Int64, _ limit: StateLimit, _ visit: (TrailRow, [Change], JSON) -> Bool
    ) throws(ViewError) {
        switch stream {
        case .engagement: try walk(stream, Engagement.self, from, limit, visit)
        case .provider: try walk(stream, Provider.self, from, limit, visit)
        case .governance: try walk(stream, Governance.self, from, limit, visit)
        }
    }

    private func walk<State: ListedState>(
        _ stream: StreamID, _ type: State.Type, _ from: Int64, _ limit: StateLimit,
        _ visit: (TrailRow, [Change], JSON) -> Bool
    ) throws(ViewError) {
        var state: State = try self.state(stream, version: from - 1)
        var before = StateDifference.json(state)
        try ViewError.ledger { () throws(LedgerError) in
            try ledger.scan(stream: stream.name, from: from) { (row) throws(LedgerError) in
                guard limit.allows(row) else { return false }
                let event = try TrailRow(row, folding: &state)
                let after = StateDifference.json(state)
                defer { before = after }
                return visit(event, StateDifference.between(before, after), after)
            }
        }
    }
}

extension BlameRow {
    fileprivate init(_ path: String, _ value: JSON, _ event: TrailRow) {
        self.init(
            path: path, value: value, position: event.position, version: event.version, type: event.type,
            effective: event.effective, actor: event.actor)
    }
}
