internal import CSQLite

/// The one writing connection and what it keeps in memory: the head, the tree's edge, the streams' versions.
///
/// Used by one thread at a time, as `SQLiteLedger` sees to.
final class LedgerWriter {
    let connection: Connection
    let queries: LedgerQueries
    let texts: TextStore?
    var head: LedgerHead
    var edge: TreeEdge
    /// Versions of streams lately written or asked for; emptied when it grows beyond its bound, and on roll-back.
    var versions: [String: Int64] = [:]
    let buffer = RecordBuffer()
    /// The hand of the last append.
    private var hand = SpelledActor(.installation)
    let insertEvent, insertCommand, insertTile, insertCheckpoint, beginWriting, commit, rollback: Statement
    let isJSON: Statement
    let log: WriteAheadLog
    /// What may be done while the next commit is on its way to the disk; done once.
    var meanwhile: (() -> Void)?

    static let versionsKept = 16_384

    /// - Parameter checksRows: has SQLite hold every row to the tables' checks: for rows that others have made.
    init(
        _ connection: Connection, texts: TextStore?, options: LedgerOptions, checksRows: Bool = false
    ) throws(LedgerError) {
        try LedgerSchema.check(connection)
        try Self.configure(connection, options)
        // Every form that the checks demand is asked for before an append is inserted (`Append.flaw`), at a tenth of
        // the cost. The checks hold for everybody else; types, keys and triggers hold for us too.
        if !checksRows {
            try connection.execute("PRAGMA ignore_check_constraints = ON", "leave the forms to the writer")
        }
        self.connection = connection
        self.texts = texts
        queries = try LedgerQueries(connection)
        head = try queries.head()
        edge = try OpeningCheck.edge(queries, head: head, options)
        insertEvent = try connection.prepare("INSERT INTO event VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)")
        insertCommand = try connection.prepare("INSERT INTO command VALUES (?1,?2,?3,?4,?5,?6)")
        insertTile = try connection.prepare("""
            INSERT INTO tile VALUES ((SELECT coalesce(max(place), -1) + 1 FROM tile), ?1, ?2, ?3, ?4)
            """)
        insertCheckpoint = try connection.prepare("INSERT INTO checkpoint VALUES (?1, ?2, ?3, ?4, ?5)")
        isJSON = try connection.prepare("SELECT json_valid(?1)")
        beginWriting = try connection.prepare("BEGIN IMMEDIATE")
        commit = try connection.prepare("COMMIT")
        rollback = try connection.prepare("ROLLBACK")
        log = WriteAheadLog(connection, pages: options.logPages)
        connection.whileSyncing(self) { owner in
            guard let owner else { return }
            Unmanaged<LedgerWriter>.fromOpaque(owner).takeUnretainedValue().workMeanwhile()
        }
    }

    /// The connection outlives this object, and its end syncs the log once more.
    deinit { connection.stopWorkingWhileSyncing() }

    /// Asked for only once the file is known to be a ledger: it writes to the file.
    private static func configure(_ connection: Connection, _ options: LedgerOptions) throws(LedgerError) {
        let mode = try connection.text("PRAGMA journal_mode = WAL", "choose the write-ahead log")
        guard mode == "wal" else {
            throw .storage(.init(.readOnly, "open \(connection.path) for writing",
                                 message: "SQLite keeps its journal mode \(mode ?? "unknown")"))
        }
        try connection.execute("PRAGMA synchronous = \(options.synchronous)", "ask for full syncs")
        try connection.execute("PRAGMA cache_size = -2048", "size the cache")
    }

    /// Once: other syncs of the log, as of its reset, have nothing to wait for.
    private func workMeanwhile() {
        let work = meanwhile
        meanwhile = nil
        work?()
    }

    func spell(_ actor: Actor) -> SpelledActor {
        if hand.actor != actor { hand = SpelledActor(actor) }
        return hand
    }

    func version(of stream: String) throws(LedgerError) -> Int64 {
        if let version = versions[stream] { return version }
        let version = try queries.version(of: stream)
        remember(version, of: stream)
        return version
    }

    func remember(_ version: Int64, of stream: String) {
        if versions.count >= Self.versionsKept { versions.removeAll(keepingCapacity: true) }
        versions[stream] = version
    }
}
