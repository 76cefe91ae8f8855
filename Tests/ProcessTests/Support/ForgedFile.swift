import CSQLite
import Testing

/// A database that somebody changes who has the file.
enum ForgedFile {
    /// Runs SQL, and moves what came of it into the one file where nobody else has it open.
    static func change(_ path: String, _ sql: String) throws {
        var handle: OpaquePointer?
        try #require(sqlite3_open(path, &handle) == SQLITE_OK)
        defer { sqlite3_close(handle) }
        let isDone = sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK
        try #require(isDone, "\(String(cString: sqlite3_errmsg(handle)))")
        sqlite3_exec(handle, "PRAGMA journal_mode = DELETE", nil, nil, nil)
    }
}
