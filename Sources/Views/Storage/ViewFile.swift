internal import CSQLite
import Ledger

/// The views' file, opened by the one who keeps it.
final class ViewFile {
    let path: String
    let connection: Connection
    private let begin, commit, rollback: Statement

    private init(_ path: String, flags: Int32) throws(LedgerError) {
        self.path = path
        connection = try Connection(path: path, flags: flags)
        try connection.execute(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -2048;"
                + "PRAGMA wal_autocheckpoint = 4096", "configure the views")
        begin = try connection.prepare("BEGIN IMMEDIATE")
        commit = try connection.prepare("COMMIT")
        rollback = try connection.prepare("ROLLBACK")
    }

    /// Opens a file that is there.
    convenience init(opening path: String) throws(LedgerError) {
        try self.init(path, flags: SQLITE_OPEN_READWRITE)
    }

    /// Makes an empty file with every table.
    convenience init(creating path: String) throws(LedgerError) {
        ViewPlace.delete(path)
        try self.init(path, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
        let connection = connection
        try transaction { () throws(LedgerError) in
            try connection.execute(ViewSchema.text, "create the views")
            let meta = try connection.prepare("INSERT INTO meta VALUES ('fingerprint', ?1)")
            meta.bind(1, ViewSchema.fingerprint)
            try meta.run("mark the views")
            try Progress().save(connection)
        }
    }

    /// Whether tables, folds and rows are of this edition.
    func isOfThisEdition() throws(LedgerError) -> Bool {
        let count = try connection.integer(
            "SELECT count(*) FROM sqlite_master WHERE name = 'meta'", "look for the views")
        guard count == 1 else { return false }
        let found = try connection.text("SELECT value FROM meta WHERE key = 'fingerprint'", "read the views' edition")
        return found == ViewSchema.fingerprint
    }

    /// Whether SQLite finds nothing wrong with it.
    var isSound: Bool { (try? connection.text("PRAGMA quick_check(1)", "check the views")) == "ok" }

    /// All of it or nothing.
    func transaction(_ body: () throws(LedgerError) -> Void) throws(LedgerError) {
        try begin.run("begin a batch of the views")
        do throws(LedgerError) {
            try body()
            try commit.run("commit a batch of the views")
        } catch {
            if connection.isInTransaction { _ = try? rollback.run("roll back the views") }
            throw error
        }
    }
}
