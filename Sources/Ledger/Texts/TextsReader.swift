/// The erasable file of a daemon that is not running, read without writing beside it.
public final class TextsReader {
    let connection: Connection
    private let source: ReadingSource
    /// What is wrong with the schema's text, where a reader was opened that does not stop at it.
    public let schemaFault: LedgerFault?

    /// Opens the file and checks that its schema is the specification's.
    ///
    /// - Parameter ledger: the ledger that it lies beside, where a daemon may have both.
    public convenience init(path: String, beside ledger: String? = nil) throws(LedgerError) {
        try self.init(path, ledger)
        if let schemaFault { throw .fault(schemaFault) }
    }

    /// Opens the file for an audit: a schema that is not the specification's is noted in `schemaFault`, and the rows
    /// are read as far as they can be.
    public convenience init(auditing path: String, beside ledger: String) throws(LedgerError) {
        try self.init(path, ledger)
    }

    private init(_ path: String, _ ledger: String?) throws(LedgerError) {
        source = try ReadingSource(path, LedgerOptions(), heldWith: ledger)
        connection = try source.connect()
        var found: LedgerFault?
        do throws(LedgerError) {
            try LedgerSchema.check(connection, id: TextsSchema.applicationID, text: TextsSchema.text)
        } catch {
            guard case .fault(let fault) = error, fault.kind == .schema,
                  try LedgerSchema.hasTables(connection, text: TextsSchema.text) else { throw error }
            found = fault
        }
        schemaFault = found
    }

    /// Looks at every text: it hashes to its digest, and belongs to one of the first `size` events.
    ///
    /// - Returns: how many there are, how many of them are erased, and the faults found.
    public func check(size: Int64) throws(LedgerError) -> (texts: Int, erased: Int, faults: [LedgerFault]) {
        let statement = try connection.prepare("SELECT \(TextRow.columns) FROM text ORDER BY digest")
        var result = (texts: 0, erased: 0, faults: [LedgerFault]())
        while try statement.step("check texts") {
            let row = TextRow(statement)
            result.texts += 1
            if row.content == nil { result.erased += 1 }
            if !row.isSealed { result.faults.append(TextStore.unsealed(row)) }
            guard row.position < size else {
                result.faults.append(LedgerFault(
                    .text, at: row.position, "position of a text", expected: "below \(size)", found: "\(row.position)"))
                continue
            }
        }
        return result
    }

    /// How many persons the directory has.
    public func personCount() throws(LedgerError) -> Int64 {
        try connection.integer("SELECT count(*) FROM person", "count persons") ?? 0
    }
}
