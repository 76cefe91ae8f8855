/// The full check of one chunk of positions on one thread: everything that can be said without the chunks before.
struct ChunkCheck {
    /// A multiple of a tile's width, small enough that a read transaction of this length does not hold up the
    /// write-ahead log.
    static let width: Int64 = 16_384

    private let positions: Range<Int64>
    private let queries: LedgerQueries
    private let commands: CommandCursor
    private let tiles: TileCursor
    private let buffer: RecordBuffer
    private var actors = ActorNamespaces()
    private var result = ChunkResult()
    private var next: Int64
    private var heads: ArraySlice<Int64>

    static func run(_ number: Int64, size: Int64, _ heads: TreeHeads, _ queries: LedgerQueries) -> ChunkResult {
        do throws(LedgerError) {
            var check = try ChunkCheck(number, size, heads, queries)
            return try check.run()
        } catch {
            var result = ChunkResult()
            result.failure = error
            return result
        }
    }

    private init(_ number: Int64, _ size: Int64, _ heads: TreeHeads,
                 _ queries: LedgerQueries) throws(LedgerError) {
        let start = number * Self.width
        positions = start..<min(start + Self.width, size)
        self.heads = heads.ending(in: positions)
        self.queries = queries
        next = start
        buffer = RecordBuffer()
        commands = try CommandCursor(queries.connection, start: start)
        let full = positions.upperBound / Int64(Tile.width) - start / Int64(Tile.width)
        tiles = try TileCursor(queries.connection, first: start / Int64(Tile.width), count: full)
    }

    private mutating func run() throws(LedgerError) -> ChunkResult {
        try queries.scan(positions) { row throws(LedgerError) in
            try check(row)
            return true
        }
        try skip(to: positions.upperBound)
        result.tail = tiles.leaves
        return result
    }

    private mutating func check(_ row: borrowing EventRow) throws(LedgerError) {
        try skip(to: row.position)
        let position = next
        next += 1
        let mistyped = row.mistypedColumn
        if let fault = RowCheck.typeFault(mistyped, position) ?? RowCheck.fault(row, position: position) {
            result.faults.append(fault)
        }
        if mistyped != "stream" && mistyped != "version" { checkVersion(row, position) }
        if mistyped != "recorded" { checkTime(row, position) }
        let namespace = actors.namespace(row.actorBytes)
        if let fault = RowCheck.formFault(row, position, isActor: namespace != nil) { result.faults.append(fault) }
        try commands.check(position, namespace: namespace, command: row.commandBytes, into: &result)
        buffer.render(row)
        // A value of another type would be rendered as what SQLite makes of it, which is not what stands there.
        try append(mistyped == nil || mistyped == "body" ? buffer.leaf : .empty, position)
    }

    /// Adds a leaf to its tile; where a checkpoint ends here, within a tile, the root over the tile's leaves is noted.
    private mutating func append(_ leaf: TreeHash?, _ position: Int64) throws(LedgerError) {
        try tiles.append(leaf, at: position, into: &result)
        guard heads.first == position + 1 else { return }
        heads.removeFirst()
        if !tiles.leaves.isEmpty {
            let tile = TreeEdge(size: Int64(tiles.leaves.count), levels: [tiles.leaves])
            result.partialRoots.append((size: position + 1, root: tile.root))
        }
    }

    private mutating func checkVersion(_ row: borrowing EventRow, _ position: Int64) {
        let version = row.version
        let before = result.streams.note(row.streamBytes, version, at: position)
        if let before, before &+ 1 != version {
            result.faults.append(LedgerFault(.version, at: position, "version in stream \(row.stream)",
                                             expected: "\(before &+ 1)", found: "\(version)"))
        }
    }

    private mutating func checkTime(_ row: borrowing EventRow, _ position: Int64) {
        let recorded = row.recorded
        if result.firstRecorded == nil { result.firstRecorded = (recorded, position) }
        if recorded < result.lastRecorded {
            result.faults.append(LedgerFault(.recorded, at: position, "time of recording",
                                             expected: "\(result.lastRecorded) or later", found: "\(recorded)"))
        }
        result.lastRecorded = recorded
    }

    /// Names the positions that are missing before `position`, the run of them in one fault.
    private mutating func skip(to position: Int64) throws(LedgerError) {
        guard next < position else { return }
        let missing = position - next
        result.faults.append(LedgerFault(.gap, at: next, "event", expected: "position \(next)",
                                         found: "\(missing) missing"))
        while next < position {
            try append(nil, next)
            next += 1
        }
    }
}
