public import Ledger
public import Lifecycle
import Schema

extension Fact {
    /// What a stored row says of its event besides the body.
    ///
    /// - Throws: `LedgerError.fault` where date or time are none.
    public init(_ row: borrowing EventRow) throws(LedgerError) {
        var authors = AuthorMemory()
        self = try Fact(row, &authors)
    }

    /// What a stored row says of its event besides the body, its author perhaps remembered.
    ///
    /// - Throws: `LedgerError.fault` where date or time are none.
    public init(_ row: borrowing EventRow, _ authors: inout AuthorMemory) throws(LedgerError) {
        let date = CivilDate(parsing: row.effectiveBytes.bindMemory(to: UInt8.self))
        guard let date, let recorded = try? Instant(microseconds: row.recorded) else {
            throw .fault(LedgerFault(
                .body, at: row.position, "times", expected: "a date and an instant", found: row.effective))
        }
        self.init(
            position: row.position, version: row.version, recorded: recorded, effective: date,
            actor: authors.author(row))
    }
}

extension StreamState {
    /// Folds one stored row.
    ///
    /// - Throws: `LedgerError.fault` where the row is not an event that the history before it allows.
    public mutating func fold(_ row: borrowing EventRow, _ authors: inout AuthorMemory) throws(LedgerError) {
        let fact = try Fact(row, &authors)
        do throws(IllegalEvent) {
            try fold(kind: row.typeBytes, schema: row.schema, body: row.body.bindMemory(to: UInt8.self), fact)
        } catch {
            throw .fault(LedgerFault(
                .body, at: fact.position, "event", expected: "legal after what came before", found: error.reason))
        }
    }
}
