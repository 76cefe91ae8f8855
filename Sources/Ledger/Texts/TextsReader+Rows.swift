extension TextsReader {
    /// Where a walk over the rows stands.
    public struct Place: Sendable {
        var position: Int64
        var digest: [UInt8]

        /// Before the first row.
        public static let start = Place(position: .min, digest: [])
    }

    /// Rows in the order of their positions, from behind a place; no transaction is held between two calls, so that
    /// a daemon may empty its log meanwhile.
    public func rows(behind place: inout Place, limit: Int) throws(LedgerError) -> [TextRow] {
        let statement = try connection.prepare("""
            SELECT \(TextRow.columns) FROM text WHERE (position, digest) > (?1, ?2) ORDER BY position, digest LIMIT ?3
            """)
        statement.bind(1, place.position)
        statement.bind(2, place.digest)
        statement.bind(3, Int64(limit))
        var rows: [TextRow] = []
        while try statement.step("read texts") { rows.append(TextRow(statement)) }
        if let last = rows.last { place = Place(position: last.position, digest: last.digest) }
        return rows
    }

    /// The row of a digest; nil where there is none.
    public func row(_ digest: [UInt8]) throws(LedgerError) -> TextRow? {
        let statement = try connection.prepare("SELECT \(TextRow.columns) FROM text WHERE digest = ?1")
        statement.bind(1, digest)
        return try statement.step("look up a text") ? TextRow(statement) : nil
    }
}
