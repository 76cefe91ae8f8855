import Ledger
import Schema
import Views

extension Library {
    /// A reader of the ledger for one asker alone.
    func freshReader() throws(LedgerError) -> LedgerReader { try LedgerReader(path: ledgerPath) }

    /// Runs a reading, its errors turned into a question's.
    func telling<Answer>(_ body: () throws(LedgerError) -> Answer) throws(QueryFault) -> Answer {
        do throws(LedgerError) { return try body() } catch { throw QueryFault(error) }
    }

    /// Rows of the erasable texts.
    func textRows(after: [UInt8], size: Int64, limit: Int) throws(LedgerError) -> [TextRow] {
        try texts?.rows(after: after, size: size, limit: limit) ?? []
    }

    /// A text with what it takes to check it; nil where it is unknown.
    func textRow(_ digest: [UInt8]) throws(LedgerError) -> TextRow? { try texts?.row(digest) }

    /// The directory of persons.
    func copiedPersons() throws(LedgerError) -> [CopiedPerson] {
        try texts?.persons().map { CopiedPerson(handle: $0.handle, name: $0.name, contact: $0.contact) } ?? []
    }
}
