import CSQLite

/// Changes a ledger past its own code, as somebody would who has the file.
final class Forger {
    private let handle: OpaquePointer

    struct Failed: Error { var message: String }

    init(_ path: String) throws {
        var opened: OpaquePointer?
        guard sqlite3_open(path, &opened) == SQLITE_OK, let opened else { throw Failed(message: "open \(path)") }
        handle = opened
    }

    deinit { sqlite3_close_v2(handle) }

    func run(_ sql: String) throws {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
            throw Failed(message: "\(sql): \(String(cString: sqlite3_errmsg(handle)))")
        }
    }

    /// Runs SQL with every trigger gone and put back afterwards, to the letter; the log is moved into the file.
    func tamper(_ sql: String) throws {
        let triggers = try column("SELECT sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid")
        for name in try column("SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid") {
            try run("DROP TRIGGER \(name)")
        }
        try run("PRAGMA ignore_check_constraints = ON")
        try run(sql)
        for trigger in triggers { try run(trigger) }
        try run("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    /// Takes the word STRICT from a table's text; connections made from then on know nothing of it.
    static func loosen(_ table: String, in file: String) throws {
        try rewrite(table, "') STRICT'", "')'", in: file)
    }

    /// Puts the word back, whatever the table holds by then.
    static func tighten(_ table: String, in file: String) throws {
        try rewrite(table, "')'", "') STRICT'", in: file)
    }

    /// Replaces the table's last line.
    private static func rewrite(_ table: String, _ old: String, _ new: String, in file: String) throws {
        let forger = try Forger(file)
        try forger.run("PRAGMA writable_schema = ON")
        try forger.run("""
            UPDATE sqlite_schema SET sql = replace(sql, char(10) || \(old), char(10) || \(new)) \
            WHERE type = 'table' AND name = '\(table)'
            """)
        try forger.run("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    private func column(_ sql: String) throws -> [String] {
        var statement: OpaquePointer?
        guard sqlite3_prepare_v2(handle, sql, -1, &statement, nil) == SQLITE_OK else { throw Failed(message: sql) }
        defer { sqlite3_finalize(statement) }
        var values: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            values.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "")
        }
        return values
    }
}
