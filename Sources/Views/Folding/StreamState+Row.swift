public import Ledger
public import Lifecycle
import Schema

extension Fact {
    /// What a stored row says of its event besides the body.
    ///
    /// - Throws: `LedgerError.fault` where date or time are none.
    public init(_ row: borrowing EventRow) throws(LedgerError) {
        let date = CivilDate(parsing: row.effectiveBytes.bindMemory(to: UInt8.self))
        guard let date, let recorded = try? Instant(microseconds: row.recorded) else {
            throw .fault(LedgerFault(
                .body, at: row.position, "times", expected: "a date and an instant", found: row.effective))
        }
        self.init(
            position: row.position, version: row.version, recorded: recorded, effective: date,
            actor: Author(line: row.actor))
    }
}

extension StreamState {
    /// Folds one stored row.
    ///
    /// - Throws: `LedgerError.fault` where the row is not an event that the history before it allows.
    public mutating func fold(_ row: borrowing EventRow) throws(LedgerError) {
        let fact = try Fact(row)
        let position = row.position
        do throws(IllegalEvent) {
            try fold(kind: row.type, schema: row.schema, body: row.body.bindMemory(to: UInt8.self), fact)
        } catch {
            throw .fault(LedgerFault(
                .body, at: position, "event", expected: "legal after what came before", found: error.reason))
        }
    }
}
