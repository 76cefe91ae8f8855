import Ledger
import Lifecycle
import Schema

extension TrailRow {
    /// Folds a stored row and tells what the trail lists of it.
    ///
    /// - Throws: `LedgerFault.Kind.body` where the row is not an event that the history before it allows.
    init<State: StreamState>(_ row: borrowing EventRow, folding state: inout State) throws(LedgerError) {
        let fact = try Fact(row)
        let position = row.position
        guard let type = State.eventIndex.type(named: row.typeBytes), type.schemaVersion == row.schema else {
            throw Self.fault(position, "unknown event \(row.type)")
        }
        let reading: EventReading
        do throws(IllegalEvent) {
            reading = try type.read(row.body.bindMemory(to: UInt8.self), fact, folding: &state)
        } catch {
            throw Self.fault(position, error.reason)
        }
        if let illegal = reading.illegal { throw Self.fault(position, illegal.reason) }
        self.init(
            position: position, stream: row.stream, version: fact.version, type: row.type, recorded: fact.recorded,
            effective: fact.effective, actor: ActorWord.of(fact.actor.line), summary: reading.summary,
            attention: TrailAttention(type.attention), exceptions: Self.exceptions(reading.postings))
    }

    /// Why governance lists an event of these postings.
    static func exceptions(_ postings: [Posting]) -> [ExceptionKind] {
        postings.compactMap { if case .exceptionNoted(let kind, _) = $0 { kind } else { nil } }
    }

    private static func fault(_ position: Int64, _ reason: String) -> LedgerError {
        .fault(LedgerFault(
            .body, at: position, "event", expected: "legal after what came before", found: reason))
    }
}
