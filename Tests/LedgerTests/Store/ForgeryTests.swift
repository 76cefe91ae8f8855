import Ledger
import Testing

@Suite("Nothing in the ledger can be changed, removed or replaced by SQL")
struct ForgeryTests {
    private static func event(_ position: String, _ stream: String, _ version: Int) -> String {
        "INTO event VALUES (\(position), '\(stream)', \(version), 'x.y', 1, 1895252509000000, '2026-11-20', 'clock', "
            + "'01936f0e-7c1e-7a63-9c7e-00000000ffff', zeroblob(32), '{}')"
    }

    private static func command(_ first: Int, _ person: String, _ id: String) -> String {
        "INTO command VALUES (\(first), 1, '\(person)', '\(id)', zeroblob(32), zeroblob(32))"
    }

    /// Every unique key of every table, met by a row that would replace the one that has it.
    static let rows = [
        ("event.position", event("0", "new", 1)),
        ("event.position, its last", event("299", "new", 1)),
        ("event (stream, version)", event("300", "engagement/E-1", 1)),
        ("event (stream, version), its last", event("300", "engagement/E-1", 298)),
        ("event.position beyond the next", event("301", "new", 1)),
        ("event.position left to SQLite", event("NULL", "new", 1)),
        ("event.position as text", event("'7'", "new", 1)),
        ("a version beyond the next", event("300", "engagement/E-1", 300)),
        ("version 0", event("300", "new", 0)),
        ("command.first", command(0, "clock", Samples.id(77_777))),
        ("command.first, its last", command(299, "clock", Samples.id(77_777))),
        ("command (person, id)", command(300, "p-7f3a", Samples.id(5))),
        ("command.first beyond the next", command(301, "clock", Samples.id(77_777))),
        ("tile.place", "INTO tile VALUES (0, 0, 1, zeroblob(32), zeroblob(8192))"),
        ("tile (level, number)", "INTO tile VALUES (1, 0, 0, zeroblob(32), zeroblob(8192))"),
        ("tile.number beyond the next", "INTO tile VALUES (1, 0, 2, zeroblob(32), zeroblob(8192))"),
    ]

    static let verbs = ["INSERT", "INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT OR FAIL",
                        "INSERT OR ROLLBACK"]

    private func filled(_ scratch: Scratch) throws {
        try SQLiteLedger.create(path: scratch.ledger, genesis: Samples.genesis())
        let ledger = try SQLiteLedger(path: scratch.ledger)
        _ = try ledger.append((1...298).map { Samples.append($0) })
    }

    private func rows(_ database: RawDatabase) throws -> [String] {
        try ["event", "command", "tile"].flatMap { try database.column("SELECT count(*) FROM \($0)") }
            + database.column("SELECT record || body FROM event_record JOIN event USING (position)")
            + database.column("SELECT first || count || person || id || hex(parameters) || hex(seal) FROM command")
            + database.column("SELECT place || level || number || hex(root) || hex(hashes) FROM tile")
    }

    @Test("no row takes another's place, through any unique key", arguments: ["ON", "OFF"])
    func replacing(recursiveTriggers: String) throws {
        let scratch = try Scratch()
        try filled(scratch)
        let database = try RawDatabase(scratch.ledger)
        try database.run("PRAGMA recursive_triggers = \(recursiveTriggers)")
        let before = try rows(database)
        for (what, row) in Self.rows {
            for verb in Self.verbs { #expect(database.failure("\(verb) \(row)") != nil, "\(verb): \(what)") }
            for upsert in ["ON CONFLICT DO NOTHING", "ON CONFLICT DO UPDATE SET rowid = rowid"] {
                #expect(database.failure("INSERT \(row) \(upsert)") != nil, "\(upsert): \(what)")
            }
        }
        #expect(try rows(database) == before)
    }

    @Test("every column of every table refuses an update", arguments: ["ON", "OFF"])
    func updating(recursiveTriggers: String) throws {
        let scratch = try Scratch()
        try filled(scratch)
        let database = try RawDatabase(scratch.ledger)
        try database.run("PRAGMA recursive_triggers = \(recursiveTriggers)")
        let before = try rows(database)
        for table in ["event", "command", "tile"] {
            let columns = try database.column("SELECT name FROM pragma_table_info('\(table)')")
            #expect(columns.count > 4)
            for column in columns + ["rowid"] {
                for verb in ["UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE"] {
                    #expect(database.failure("\(verb) \(table) SET \(column) = \(column)") != nil, "\(table).\(column)")
                }
            }
            #expect(database.failure("DELETE FROM \(table)") != nil)
            #expect(database.failure("DELETE FROM \(table) WHERE rowid = (SELECT max(rowid) FROM \(table))") != nil)
        }
        #expect(try rows(database) == before)
    }

    /// A row of `event` that is right but for one column.
    static let spoilt = [
        ("stream", "'a' || char(10) || 'version 9'"), ("stream", "''"), ("type", "'a b'"), ("schema", "0"),
        ("recorded", "-1"), ("recorded", "1"), ("recorded", "253402300800000000"), ("effective", "'2026-22-30'"),
        ("effective", "'2026-2-3'"), ("effective", "'now'"), ("actor", "'clock' || char(10) || 'x'"), ("actor", "''"),
        ("command", "'short'"), ("command", "'01936f0e-7c1e-7a63-9c7e 00000000ffff'"), ("body_hash", "zeroblob(31)"),
        ("body", "'[]'"), ("body", "'{'"), ("body", "''"), ("body", "'{} x'"), ("version", "2"), ("position", "-1"),
    ]

    @Test("a row whose record would be forged is refused")
    func checks() throws {
        let scratch = try Scratch()
        try filled(scratch)
        let database = try RawDatabase(scratch.ledger)
        let good = ["position": "300", "stream": "'new'", "version": "1", "type": "'x.y'", "schema": "1",
                    "recorded": "1895252509000000", "effective": "'2026-11-20'", "actor": "'clock'",
                    "command": "'01936f0e-7c1e-7a63-9c7e-00000000ffff'", "body_hash": "zeroblob(32)", "body": "'{}'"]
        for (column, value) in Self.spoilt + good.keys.map({ ($0, "NULL") }) {
            let row = good.merging([column: value]) { $1 }
            let names = row.keys.sorted()
            let values = names.compactMap { row[$0] }.joined(separator: ", ")
            let sql = "INSERT INTO event (\(names.joined(separator: ", "))) VALUES (\(values))"
            #expect(database.failure(sql) != nil, "\(column) = \(value)")
        }
        let names = good.keys.sorted()
        let values = names.compactMap { good[$0] }.joined(separator: ", ")
        try database.run("INSERT INTO event (\(names.joined(separator: ", "))) VALUES (\(values))")
    }
}
