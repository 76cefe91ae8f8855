import Ledger
import Lifecycle
import Schema

/// Which event set each value of a stream's state, as far as it was folded.
final class StateBlame<State: ListedState> {
    let walk: StateWalk<State>
    private let stream: StreamID
    private var first: Int64 = 0
    private var setters: [String: Int64] = [:]
    private var authors = AuthorMemory()

    init(_ stream: StreamID) {
        self.stream = stream
        walk = StateWalk(State.initial(stream))
    }

    /// Folds what is still missing up to the limit.
    func bringOn(to limit: StateLimit, _ ledger: LedgerReader) throws(LedgerError) {
        try ledger.scan(stream: stream.name, from: walk.state.version + 1) { (row) throws(LedgerError) in
            guard limit.allows(row) else { return false }
            if row.version == 1 { first = row.position }
            let (_, changes) = try walk.take(row) { (row, state) throws(LedgerError) in
                try state.fold(row, &authors)
            }
            for change in changes { setters[change.path] = change.new == nil ? nil : row.position }
            begin(State.begun(by: row.type), at: row.position)
            return true
        }
    }

    /// Values that were there before any event, with the very value that the first one to set them gave.
    private func begin(_ paths: [String], at position: Int64) {
        guard !paths.isEmpty else { return }
        for leaf in StateDifference.leaves(walk.outline) where setters[leaf.path] == nil {
            if paths.contains(where: leaf.path.hasPrefix) { setters[leaf.path] = position }
        }
    }

    /// Every value in the order of the state, with the event that set it.
    func rows(_ ledger: LedgerReader) throws(LedgerError) -> [BlameRow] {
        let logs = Dictionary(walk.state.logs.map { ($0.path, $0) }) { first, _ in first }
        var headers: [Int64: EventHeader] = [:]
        var rows: [BlameRow] = []
        for leaf in StateDifference.leaves(walk.outline) {
            let log = logs[leaf.path]
            let position = log.map { $0.lastPosition ?? first } ?? setters[leaf.path] ?? first
            if headers[position] == nil { headers[position] = try ledger.event(at: position)?.header }
            guard let header = headers[position],
                let row = BlameRow(leaf.path, log?.summary ?? leaf.value, header)
            else { continue }
            rows.append(row)
        }
        return rows
    }
}

extension BlameRow {
    fileprivate init?(_ path: String, _ value: JSON, _ event: EventHeader) {
        guard let effective = CivilDate(event.effective) else { return nil }
        self.init(
            path: path, value: value, position: event.position, version: event.version, type: event.type,
            effective: effective, actor: ActorWord.of(event.actor))
    }
}
