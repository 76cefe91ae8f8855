import Ledger
import Lifecycle
import Schema

/// A state that is brought on event by event, with its outline, the part that is small enough to be compared as
/// JSON: encoded where an event may have changed it, parsed where it has.
final class StateWalk<State: ListedState> {
    private(set) var state: State
    private var bytes: [UInt8]
    private var json: JSON?

    init(_ state: State) {
        self.state = state
        bytes = JSONWriter.encode(state.outline)
    }

    /// The outline as JSON.
    var outline: JSON {
        if let json { return json }
        let parsed = StateDifference.json(bytes)
        json = parsed
        return parsed
    }

    /// Folds an event by `fold` and tells what it changed outside the logs.
    func take<Result>(
        _ row: borrowing EventRow, _ fold: (borrowing EventRow, inout State) throws(LedgerError) -> Result
    ) throws(LedgerError) -> (result: Result, changes: [Change]) {
        let logs = state.logCount
        let mayChange = State.eventIndex.type(named: row.typeBytes)?.needsState ?? true
        let result = try fold(row, &state)
        return (result, mayChange || state.logCount != logs ? outlineChanges() : [])
    }

    private func outlineChanges() -> [Change] {
        let after = JSONWriter.encode(state.outline)
        guard after != bytes else { return [] }
        let before = outline
        bytes = after
        json = nil
        return StateDifference.between(before, outline, but: state.logs)
    }
}
