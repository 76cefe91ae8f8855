extension FullCheck {
    /// What concerns no single event: nothing before the first, no tile and no command beyond the last.
    ///
    /// A writer may have gone on since the check began: all of it is asked of one moment, with the head of that moment.
    mutating func checkWhole() throws(LedgerError) {
        try connection.execute("BEGIN", "begin to read")
        do throws(LedgerError) {
            let head = try connection.integer("SELECT max(position) + 1 FROM event", "read the head") ?? 0
            try checkWhole(max(head, report.size))
        } catch {
            try? connection.execute("ROLLBACK", "end reading")
            throw error
        }
        try connection.execute("COMMIT", "end reading")
    }

    private mutating func checkWhole(_ size: Int64) throws(LedgerError) {
        try name("SELECT position FROM event WHERE position < 0 ORDER BY position", .gap, "event",
                 expected: "positions from 0")
        try name("SELECT first FROM command WHERE first < 0 OR first >= \(size) ORDER BY first", .command,
                 "command outside the events", expected: "no row")
        let end = try connection.integer("SELECT max(first + count) FROM command WHERE first < \(size)",
                                         "find the last command's end") ?? 0
        // One that ends too early was named with the events that it does not cover.
        if end > size {
            add(LedgerFault(.command, "end of the last command", expected: "\(size)", found: "\(end)"))
        }
        try expect(0, "SELECT count(*) FROM tile WHERE level < 0 OR level > 6", .tile, "tiles of levels that are none")
        for level in 0...6 {
            let count = Tile.fullCount(level: level, size: size)
            try expect(0, "SELECT count(*) FROM tile WHERE level = \(level) AND (number < 0 OR number >= \(count))",
                       .tile, "tiles of level \(level) beyond the events")
        }
        try expect(0, FullCheck.misplaced, .tile, "tiles out of the order in which they were filled")
        try checkCheckpoints(head: size)
    }

    /// Tiles whose place is not the one that the order of writing gives them: by the event that filled them, of those
    /// that one event filled the lower level first.
    private static let misplaced = """
        SELECT count(*) FROM (
          SELECT place, row_number() OVER (ORDER BY (number + 1) << (8 * (level + 1)), level) - 1 AS due FROM tile
        ) WHERE place <> due
        """

    /// Asks SQLite whether its pages, rows and indexes fit together: `PRAGMA integrity_check`.
    mutating func checkStructure() throws(LedgerError) {
        let statement = try connection.prepare("PRAGMA integrity_check(1000)")
        while try statement.step("check the database's structure") {
            let finding = statement.text(0)
            if finding != "ok" { add(LedgerFault(.damaged, "structure", expected: "ok", found: finding)) }
        }
    }

    /// Names each row that should not be there by the position that it has.
    private mutating func name(_ sql: String, _ kind: LedgerFault.Kind, _ what: String,
                               expected: String) throws(LedgerError) {
        let statement = try connection.prepare(sql + " LIMIT \(Self.faultsKept)")
        while try statement.step("find \(what)") {
            let position = statement.integer(0)
            add(LedgerFault(kind, at: position, what, expected: expected, found: "one at \(position)"))
        }
    }

    private mutating func expect(_ expected: Int64, _ sql: String, _ kind: LedgerFault.Kind,
                                 _ what: String) throws(LedgerError) {
        let found = try connection.integer(sql, "count \(what)") ?? 0
        if found != expected { add(LedgerFault(kind, what, expected: "\(expected)", found: "\(found)")) }
    }
}
