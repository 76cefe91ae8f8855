/// Reads rows of `checkpoint`.
enum CheckpointQueries {
    static let columns = "place, size, made, note, seal"

    static func row(_ statement: Statement) -> StoredCheckpoint {
        StoredCheckpoint(place: statement.integer(0), size: statement.integer(1), made: statement.integer(2),
                         note: statement.text(3))
    }

    static func last(_ connection: Connection) throws(LedgerError) -> StoredCheckpoint? {
        let statement = try connection.prepare("SELECT \(columns) FROM checkpoint ORDER BY place DESC LIMIT 1")
        return try statement.step("read the last checkpoint") ? row(statement) : nil
    }

    static func list(_ connection: Connection, from place: Int64,
                     limit: Int64) throws(LedgerError) -> [StoredCheckpoint] {
        let statement = try connection.prepare(
            "SELECT \(columns) FROM checkpoint WHERE place >= ?1 ORDER BY place LIMIT ?2")
        statement.bind(1, place)
        statement.bind(2, limit)
        var rows: [StoredCheckpoint] = []
        while try statement.step("read checkpoints") { rows.append(row(statement)) }
        return rows
    }
}

extension LedgerReader {
    /// The last checkpoint; nil where there is none.
    public func lastCheckpoint() throws(LedgerError) -> StoredCheckpoint? {
        try lock.held { () throws(LedgerError) in try CheckpointQueries.last(queries.connection) }
    }

    /// Checkpoints by place, at most `limit`.
    public func checkpoints(from place: Int64, limit: Int64) throws(LedgerError) -> [StoredCheckpoint] {
        try lock.held { () throws(LedgerError) in
            try CheckpointQueries.list(queries.connection, from: place, limit: limit)
        }
    }

    /// The log's origin and its keys.
    public func identity() throws(LedgerError) -> LogIdentity {
        try lock.held { () throws(LedgerError) in try LogIdentity.read(queries.connection) }
    }

    /// The proof of an event, in the tree of a checkpoint that covers it.
    ///
    /// - Throws: `LedgerFault.Kind.head` where it does not cover it, `.checkpoint` where it cannot be read.
    public func proofFile(of position: Int64, in checkpoint: StoredCheckpoint) throws(LedgerError) -> ProofFile {
        guard let note = SignedNote(checkpoint.note) else {
            throw .fault(LedgerFault(.checkpoint, "checkpoint \(checkpoint.place)", expected: "a signed note",
                                     found: "another text"))
        }
        let path = try inclusionProof(of: position, size: checkpoint.size)
        return ProofFile(index: position, path: path, checkpoint: note)
    }
}
