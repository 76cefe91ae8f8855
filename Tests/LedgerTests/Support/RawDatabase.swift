import CSQLite
import Testing

/// A database opened past the ledger's own code, as a forger would.
final class RawDatabase {
    let handle: OpaquePointer

    init(_ path: String) throws {
        var opened: OpaquePointer?
        try #require(sqlite3_open(path, &opened) == SQLITE_OK)
        handle = try #require(opened)
        sqlite3_busy_timeout(handle, 2000)
    }

    deinit { sqlite3_close_v2(handle) }

    /// The message of the failure, or nil.
    func failure(_ sql: String) -> String? {
        sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK ? nil : String(cString: sqlite3_errmsg(handle))
    }

    func run(_ sql: String) throws {
        let failure = failure(sql)
        try #require(failure == nil, "\(sql): \(failure ?? "")")
    }

    func column(_ sql: String) throws -> [String] {
        var statement: OpaquePointer?
        try #require(sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK, "\(sql)")
        defer { sqlite3_finalize(statement) }
        var values: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            values.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "NULL")
        }
        return values
    }

    /// Runs SQL with every trigger gone and put back afterwards, to the letter.
    func tamper(_ sql: String) throws {
        let triggers = try column("SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
        let names = try column("SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
        for name in names { try run("DROP TRIGGER \(name)") }
        try run("PRAGMA ignore_check_constraints = ON")
        try run(sql)
        for trigger in triggers { try run(trigger) }
    }
}
