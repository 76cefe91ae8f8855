extension TreeEdge {
    /// The edge of the first `size` events: the leaves since the last full tile are computed from the events
    /// themselves, which are checked on the way; higher levels come from the full tiles' roots.
    static func read(_ queries: LedgerQueries, size: Int64) throws(LedgerError) -> TreeEdge {
        var levels = [try tail(queries, size: size)]
        let roots = try queries.connection.prepare("""
            SELECT number, root FROM tile WHERE level = ?1 AND number >= ?2 AND number < ?3 ORDER BY number
            """)
        for level in 1..<Tile.levelCount(size: size) + 1 {
            levels.append(try self.roots(roots, level: level, size: size))
        }
        return TreeEdge(size: size, levels: levels)
    }

    private static func tail(_ queries: LedgerQueries, size: Int64) throws(LedgerError) -> [TreeHash] {
        let first = size - size % Int64(Tile.width)
        let buffer = RecordBuffer()
        var leaves: [TreeHash] = []
        try queries.scan(first..<size) { row throws(LedgerError) in
            if let fault = RowCheck.fault(row, position: first + Int64(leaves.count)) { throw .fault(fault) }
            buffer.render(row)
            leaves.append(buffer.leaf)
            return true
        }
        guard Int64(leaves.count) == size - first else {
            throw .fault(.init(.gap, at: first + Int64(leaves.count), "event", expected: "an event", found: "none"))
        }
        return leaves
    }

    private static func roots(_ statement: Statement, level: Int, size: Int64) throws(LedgerError) -> [TreeHash] {
        let end = Tile.fullCount(level: level - 1, size: size)
        var number = Tile.fullCount(level: level, size: size) * Int64(Tile.width)
        statement.bind(1, Int64(level - 1))
        statement.bind(2, number)
        statement.bind(3, end)
        defer { statement.reset() }
        var nodes: [TreeHash] = []
        while try statement.step("read the tiles' roots") {
            guard statement.integer(0) == number, let root = statement.hash(1) else { break }
            nodes.append(root)
            number += 1
        }
        guard number == end else {
            throw .fault(.init(.tile, "tile \(level - 1)/\(number)", expected: "a full tile", found: "none"))
        }
        return nodes
    }
}
