/// What is looked at before a ledger is written to: its end, and that the end fits what lies before it. The rest is
/// `fullCheck`'s, after the daemon is ready.
enum OpeningCheck {
    /// The tree's edge, computed from the events since the last full tile.
    static func edge(
        _ queries: LedgerQueries, head: LedgerHead, _ options: LedgerOptions
    ) throws(LedgerError) -> TreeEdge {
        let edge = try TreeEdge.read(queries, size: head.next)
        try checkLastTile(queries, edge, head)
        try checkLastCommand(queries.connection, head, options)
        try checkLastCheckpoint(queries, head)
        return edge
    }

    /// No tile beyond the head, and the last one's root is that of its hashes.
    private static func checkLastTile(_ queries: LedgerQueries, _ edge: TreeEdge,
                                      _ head: LedgerHead) throws(LedgerError) {
        let statement = try queries.connection.prepare("""
            SELECT number, root, hashes FROM tile WHERE level = 0 ORDER BY number DESC LIMIT 1
            """)
        let expected = Tile.fullCount(level: 0, size: head.next) - 1
        guard try statement.step("read the last tile") else {
            if expected < 0 { return }
            throw .fault(.init(.tile, "last tile", expected: "0/\(expected)", found: "none"))
        }
        guard statement.integer(0) == expected else {
            throw .fault(.init(.tile, "last tile", expected: "0/\(expected)", found: "0/\(statement.integer(0))"))
        }
        let tile = Tile(level: 0, number: expected, hashes: TileNodes.hashes(statement.bytes(2)))
        if tile.root != statement.hash(1) {
            throw .fault(.init(.tile, "root of tile 0/\(expected)", expected: "\(tile.root)",
                               found: Digits.hexText(statement.bytes(1))))
        }
    }

    /// The last command's events are the last events; a copy may have stopped among them.
    private static func checkLastCommand(
        _ connection: Connection, _ head: LedgerHead, _ options: LedgerOptions
    ) throws(LedgerError) {
        let end = try connection.integer("SELECT first + count FROM command ORDER BY first DESC LIMIT 1",
                                         "read the last command")
        if options.mayEndWithinCommand, let end, end > head.next { return }
        if end ?? 0 != head.next {
            throw .fault(.init(.head, at: head.next, "end of the last command", expected: "\(head.next)",
                               found: "\(end ?? 0)"))
        }
    }

    /// The last checkpoint covers no more than there is, and its root and signature are good: a tail that was cut off
    /// behind it shows here.
    private static func checkLastCheckpoint(_ queries: LedgerQueries, _ head: LedgerHead) throws(LedgerError) {
        guard let last = try CheckpointQueries.last(queries.connection) else { return }
        guard last.size >= 1, last.size <= head.next else {
            throw .fault(.init(.checkpoint, "checkpoint \(last.place): size", expected: "1 to \(head.next)",
                               found: "\(last.size)"))
        }
        let root = try TreeEdge.read(queries, size: last.size).root
        var check = CheckpointCheck(try LogIdentity.read(queries.connection), roots: [last.size: root],
                                    head: head.next, size: head.next)
        check.checkNote(last)
        if let fault = check.faults.first { throw .fault(fault) }
    }
}
