/// The erasable file of a daemon that is not running, read without writing beside it.
public final class TextsReader {
    private let connection: Connection
    private let source: ReadingSource

    /// Opens the file and checks that its schema is the specification's.
    public init(path: String) throws(LedgerError) {
        source = try ReadingSource(path, LedgerOptions())
        connection = try source.connect()
        try LedgerSchema.check(connection, id: TextsSchema.applicationID, text: TextsSchema.text)
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
