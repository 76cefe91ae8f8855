/// A row of `text` as it stands: on its way into a backup and out of one.
public struct TextRow: Hashable, Sendable {
    /// By which the ledger knows it, 32 bytes.
    public var digest: [UInt8]
    /// 16 bytes; nil once erased.
    public var salt: [UInt8]?
    /// The text; nil once erased.
    public var content: String?
    /// Position of its command's first event.
    public var position: Int64

    /// A row of the given parts.
    public init(digest: [UInt8], salt: [UInt8]?, content: String?, position: Int64) {
        self.digest = digest
        self.salt = salt
        self.content = content
        self.position = position
    }

    /// Whether it is erased, or is the text of its digest.
    public var isSealed: Bool {
        guard let salt, let content else { return salt == nil && content == nil && digest.count == 32 }
        return SealedText(digest: digest, salt: salt, content: content).isSealed
    }

    static let columns = "digest, salt, content, position"

    init(_ row: Statement) {
        self.init(digest: row.blob(0), salt: row.isNull(1) ? nil : row.blob(1),
                  content: row.isNull(2) ? nil : row.text(2), position: row.integer(3))
    }
}

extension TextStore {
    /// Rows in the order of their digests, erased ones too, of texts that belong to the first `size` events.
    ///
    /// - Parameter after: go on behind this digest.
    public func rows(after: [UInt8] = [], size: Int64, limit: Int) throws(LedgerError) -> [TextRow] {
        try exclusively { connection throws(LedgerError) in
            let statement = try connection.prepare("""
                SELECT \(TextRow.columns) FROM text WHERE digest > ?1 AND position < ?2 ORDER BY digest LIMIT ?3
                """)
            statement.bind(1, after)
            statement.bind(2, size)
            statement.bind(3, Int64(limit))
            var rows: [TextRow] = []
            while try statement.step("read texts") { rows.append(TextRow(statement)) }
            return rows
        }
    }

    /// The row of a digest; nil where there is none.
    public func row(_ digest: [UInt8]) throws(LedgerError) -> TextRow? {
        try exclusively { connection throws(LedgerError) in
            let statement = try connection.prepare("SELECT \(TextRow.columns) FROM text WHERE digest = ?1")
            statement.bind(1, digest)
            return try statement.step("look up a text") ? TextRow(statement) : nil
        }
    }

    /// Takes rows of another store, in one transaction.
    ///
    /// - Throws: `fault` where a text is not that of its digest; then none is taken.
    public func adopt(_ rows: [TextRow]) throws(LedgerError) {
        if let row = rows.first(where: { !$0.isSealed }) { throw .fault(Self.unsealed(row)) }
        try exclusively { connection throws(LedgerError) in
            let insert = try connection.prepare("INSERT OR REPLACE INTO text VALUES (?1, ?2, ?3, ?4)")
            try connection.execute("BEGIN IMMEDIATE", "begin to take texts")
            do throws(LedgerError) {
                for row in rows { try insert.take(row) }
                try connection.execute("COMMIT", "commit texts")
            } catch {
                if connection.isInTransaction { _ = try? connection.execute("ROLLBACK", "roll texts back") }
                throw error
            }
        }
    }

    /// Moves everything into the one file and syncs it.
    public func settle() throws(LedgerError) {
        try exclusively { connection throws(LedgerError) in try connection.emptyLog() }
    }

    static func unsealed(_ row: TextRow) -> LedgerFault {
        LedgerFault(.text, at: row.position, "text of digest \(row.digest.withUnsafeBytes { Digits.hexText($0) })",
                    expected: "the text that was hashed", found: "another")
    }
}

extension Statement {
    fileprivate func take(_ row: TextRow) throws(LedgerError) {
        bind(1, row.digest)
        if let salt = row.salt { bind(2, salt) } else { bindNull(2) }
        bindOptional(3, row.content)
        bind(4, row.position)
        try run("take a text")
    }
}
