internal import CSQLite
internal import Glibc

/// One SQLite connection, used by one thread at a time.
package final class Connection {
    package let handle: OpaquePointer
    package let path: String

    private static let prepareLibrary: Void = csqlite_without_memory_statistics()

    /// Opens a file. `uri` is for names that carry parameters, such as `file:…?immutable=1`.
    package init(path: String, uri: String? = nil, flags: Int32, vfs: String? = nil) throws(LedgerError) {
        Connection.prepareLibrary
        var opened: OpaquePointer?
        let flags = flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (uri == nil ? 0 : SQLITE_OPEN_URI)
        let code = sqlite3_open_v2(uri ?? path, &opened, flags, vfs)
        guard code == SQLITE_OK, let opened else {
            let error = StorageFailure.error(code, on: opened, "open \(path)")
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        self.path = path
        sqlite3_busy_timeout(handle, 5000)
        _ = csqlite_db_config_flag(handle, SQLITE_DBCONFIG_DEFENSIVE, 1)
    }

    deinit { sqlite3_close_v2(handle) }

    /// The name of a file system, over the one named, that makes one write of each commit to the write-ahead log.
    static func gathering(over below: String?) throws(LedgerError) -> String {
        Connection.prepareLibrary
        let name = "engaged-gathering" + (below.map { "-" + $0 } ?? "")
        let code = csqlite_register_gathering(name, below)
        guard code == SQLITE_OK else { throw StorageFailure.error(code, on: nil, "prepare SQLite's file system") }
        return name
    }

    /// Has `work` done at each sync of the write-ahead log, while the bytes are on their way to the disk; only where
    /// the file system is the one that gathers, and until ``stopWorkingWhileSyncing()``, which the owner calls before
    /// it ends.
    func whileSyncing(_ owner: AnyObject, _ work: @convention(c) (UnsafeMutableRawPointer?) -> Void) {
        _ = csqlite_work_while_syncing(handle, work, Unmanaged.passUnretained(owner).toOpaque())
    }

    func stopWorkingWhileSyncing() { _ = csqlite_work_while_syncing(handle, nil, nil) }

    /// Runs statements that give no rows back.
    package func execute(_ sql: String, _ operation: String) throws(LedgerError) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        if code != SQLITE_OK { throw failure(code, operation) }
    }

    package func prepare(_ sql: String) throws(LedgerError) -> Statement {
        var prepared: OpaquePointer?
        let code = sqlite3_prepare_v3(handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
        guard code == SQLITE_OK, let prepared else { throw failure(code, "prepare a statement") }
        return Statement(prepared, of: self)
    }

    /// The first column of the first row, or nil.
    package func integer(_ sql: String, _ operation: String) throws(LedgerError) -> Int64? {
        let statement = try prepare(sql)
        return try statement.step(operation) && !statement.isNull(0) ? statement.integer(0) : nil
    }

    /// The first column of the first row as text, or nil.
    package func text(_ sql: String, _ operation: String) throws(LedgerError) -> String? {
        let statement = try prepare(sql)
        return try statement.step(operation) ? statement.text(0) : nil
    }

    package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    package func failure(_ code: Int32, _ operation: String) -> LedgerError {
        StorageFailure.error(code, on: handle, "\(operation) in \(path)")
    }

    /// Moves the write-ahead log's pages into the database. `mode` is one of SQLITE_CHECKPOINT_….
    package func checkpoint(_ mode: Int32) throws(LedgerError) {
        let code = sqlite3_wal_checkpoint_v2(handle, nil, mode, nil, nil)
        if code != SQLITE_OK && code & 0xFF != SQLITE_BUSY { throw failure(code, "checkpoint the write-ahead log") }
    }

    /// Empties the write-ahead log's file: nothing that was erased stays readable in it.
    package func emptyLog() throws(LedgerError) {
        let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        if code != SQLITE_OK { throw failure(code, "empty the write-ahead log") }
    }
}
