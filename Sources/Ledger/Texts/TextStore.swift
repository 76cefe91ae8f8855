internal import CSQLite

/// The file that forgets: sealed texts and the directory of persons, beside the ledger that never does.
///
/// Texts are durable here before the event that carries their digest is. A text may be erased: its row stays, empty,
/// and every hash stays valid.
public final class TextStore: @unchecked Sendable {
    private let lock = ThreadLock()
    private let connection: Connection
    private let insert, select, empty, sweepFrom, begin, commit, rollback: Statement
    let people: PersonDirectory

    /// Opens the store, making an empty one where there is none.
    ///
    /// - Throws: `LedgerError.fault` where the file is something else.
    public init(path: String, options: LedgerOptions = LedgerOptions()) throws(LedgerError) {
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        connection = try Connection(path: path, flags: flags, vfs: options.fileSystem)
        try Self.configure(connection, options)
        insert = try connection.prepare("INSERT INTO text VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING")
        select = try connection.prepare("SELECT content FROM text WHERE digest = ?1")
        empty = try connection.prepare("UPDATE text SET salt = NULL, content = NULL WHERE digest = ?1")
        sweepFrom = try connection.prepare("DELETE FROM text WHERE position >= ?1")
        begin = try connection.prepare("BEGIN IMMEDIATE")
        commit = try connection.prepare("COMMIT")
        rollback = try connection.prepare("ROLLBACK")
        people = try PersonDirectory(connection)
    }

    private static func configure(_ connection: Connection, _ options: LedgerOptions) throws(LedgerError) {
        if try connection.integer("SELECT count(*) FROM sqlite_schema", "read the schema") == 0 {
            try connection.execute("BEGIN IMMEDIATE; \(TextsSchema.text) COMMIT", "create the store of texts")
        }
        try LedgerSchema.check(connection, id: TextsSchema.applicationID, text: TextsSchema.text)
        let mode = try connection.text("PRAGMA journal_mode = WAL", "choose the write-ahead log")
        guard mode == "wal" else {
            throw .storage(.init(.readOnly, "open \(connection.path)", message: "it cannot be written"))
        }
        try connection.execute("PRAGMA synchronous = \(options.synchronous)", "ask for full syncs")
        _ = try connection.text("PRAGMA secure_delete = ON", "ask for zeros over what is deleted")
    }

    /// Makes texts durable.
    func store(_ entries: [TextEntry]) throws(LedgerError) {
        try lock.held { () throws(LedgerError) in
            try transaction { () throws(LedgerError) in
                for entry in entries {
                    insert.bind(1, entry.text.digest)
                    insert.bind(2, entry.text.salt)
                    insert.bind(3, entry.text.content)
                    insert.bind(4, entry.position)
                    try insert.run("store a text")
                }
            }
        }
    }

    /// Refuses texts of events that the ledger has lost: such texts belong to nothing as those of an interrupted append
    /// do, and would be swept with them.
    ///
    /// One batch is all that an append can leave, so that texts of more commands are of several; so are any where the
    /// log is known to have been longer, since what was interrupted came last.
    /// - Parameters:
    ///   - head: where the ledger ends.
    ///   - noted: how many events it is known to have had.
    func requireNoneLost(from head: Int64, noted: Int64, ledger: String) throws(LedgerError) {
        let (commands, last) = try lock.held { () throws(LedgerError) -> (Int64, Int64) in
            let statement = try connection.prepare(
                "SELECT count(DISTINCT position), max(position) FROM text WHERE position >= ?1")
            statement.bind(1, head)
            return try statement.step("look for orphaned texts") ? (statement.integer(0), statement.integer(1)) : (0, 0)
        }
        guard commands > 0, noted > head || commands > TextStore.batchCommandsMax else { return }
        throw .fault(LedgerFault(
            .text, "length of \(ledger) beside \(connection.path)", expected: "at least \(max(noted, last + 1)) events",
            found: "\(head): an older ledger, it seems; nothing was swept. Put the newer one back, or restore both "
                + "files from one backup"))
    }

    /// No batch that is appended has more commands.
    public static let batchCommandsMax: Int64 = 512

    /// Removes the texts of appends that never came to be: those at or beyond the ledger's head.
    func sweep(from head: Int64) throws(LedgerError) {
        try lock.held { () throws(LedgerError) in
            sweepFrom.bind(1, head)
            try sweepFrom.run("sweep orphaned texts")
        }
    }

    /// Looks a text up by its digest.
    public func text(_ digest: [UInt8]) throws(LedgerError) -> StoredText {
        try lock.held { () throws(LedgerError) in
            defer { select.reset() }
            select.bind(1, digest)
            guard try select.step("look up a text") else { return .unknown }
            return select.isNull(0) ? .erased : .present(select.text(0))
        }
    }

    /// Erases a text for good: its row is emptied, the old bytes are overwritten, the write-ahead log is truncated.
    /// Erasing again does no harm, so that a restored backup can replay erasures.
    ///
    /// - Returns: whether there was a row of that digest.
    @discardableResult
    public func erase(_ digest: [UInt8]) throws(LedgerError) -> Bool {
        try lock.held { () throws(LedgerError) in
            empty.bind(1, digest)
            try empty.run("erase a text")
            let isFound = sqlite3_changes(connection.handle) > 0
            try connection.emptyLog()
            return isFound
        }
    }

    /// Runs something on the connection with the lock held, for the directory of persons.
    func exclusively<Result>(_ body: (Connection) throws(LedgerError) -> Result) throws(LedgerError) -> Result {
        try lock.held { () throws(LedgerError) in try body(connection) }
    }

    private func transaction(_ body: () throws(LedgerError) -> Void) throws(LedgerError) {
        try begin.run("begin a transaction of texts")
        do throws(LedgerError) {
            try body()
            try commit.run("commit texts")
        } catch {
            if connection.isInTransaction { _ = try? rollback.run("roll texts back") }
            throw error
        }
    }
}
