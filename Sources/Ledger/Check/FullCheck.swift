/// Joins the chunks' results in order: versions and times across chunks, upper tiles, and the root.
struct FullCheck {
    /// More faults than this are counted as "cut off": a file so damaged needs no longer list.
    static let faultsKept = 10_000

    let connection: Connection
    private(set) var report: CheckReport
    private var streams = StreamTable()
    private var edge = TreeEdge()
    private var lastRecorded: Int64 = 0
    /// A chunk that could not be read leaves the tree without its leaves, and so does an event that is missing and in
    /// no tile: nothing can be said of roots and upper tiles behind it.
    private var isTreeWhole = true
    /// The last place that was named where a command is missing.
    private var uncovered: Int64 = -1
    private let upperTile: Statement
    private let heads: TreeHeads
    private let demands: CheckDemands
    /// The roots at the sizes of checkpoints.
    private var roots: [Int64: TreeHash] = [:]

    init(_ connection: Connection, size: Int64, heads: TreeHeads, demands: CheckDemands) throws(LedgerError) {
        self.connection = connection
        self.heads = heads
        self.demands = demands
        report = CheckReport(
            size: size, root: .empty, checkpoints: 0, covered: 0, lacksLastCheckpoint: false, faults: [],
            isCutOff: false, isComplete: true)
        upperTile = try connection.prepare("SELECT root, hashes FROM tile WHERE level = ?1 AND number = ?2")
    }

    mutating func run(_ pool: CheckPool, progress: (Int64, Int64) -> Void,
                      cancelled: () -> Bool) throws(LedgerError) -> CheckReport {
        defer { pool.finish() }
        var done: Int64 = 0
        while let chunk = pool.take() {
            try join(chunk, start: done)
            done = min(done + ChunkCheck.width, report.size)
            progress(done, report.size)
            if cancelled() {
                report.isComplete = false
                return report
            }
        }
        report.root = isTreeWhole ? edge.root : .empty
        if isTreeWhole { roots[report.size] = report.root }
        try checkWhole()
        return report
    }

    mutating func add(_ fault: LedgerFault) {
        if report.faults.count < Self.faultsKept { report.faults.append(fault) } else { report.isCutOff = true }
    }

    private mutating func join(_ chunk: ChunkResult, start: Int64) throws(LedgerError) {
        if let failure = chunk.failure {
            guard case .fault(let fault) = failure else { throw failure }
            isTreeWhole = false
            add(LedgerFault(fault.kind, at: start, fault.what, expected: fault.expected, found: fault.found))
        }
        for fault in chunk.faults { add(fault) }
        joinCommands(chunk)
        joinStreams(chunk)
        if let first = chunk.firstRecorded {
            if first.time < lastRecorded {
                add(LedgerFault(.recorded, at: first.position, "time of recording",
                                expected: "\(lastRecorded) or later", found: "\(first.time)"))
            }
            lastRecorded = chunk.lastRecorded
        }
        try joinTree(chunk)
    }

    /// Of a run of events that no command covers the first is named.
    private mutating func joinCommands(_ chunk: ChunkResult) {
        for position in chunk.uncovered where position > uncovered {
            add(CommandCursor.uncovered(position))
            uncovered = position
        }
        guard let position = chunk.uncoveredTail, uncovered < .max else { return }
        add(CommandCursor.uncovered(position))
        uncovered = .max
    }

    private mutating func joinTree(_ chunk: ChunkResult) throws(LedgerError) {
        guard isTreeWhole else { return }
        let known = chunk.unknownLeaf ?? .max
        defer { isTreeWhole = chunk.unknownLeaf == nil }
        var partial = chunk.partialRoots.filter { $0.size <= known }[...]
        for root in chunk.tileRoots {
            noteHeads(&partial, before: edge.size + Int64(Tile.width))
            guard edge.size + Int64(Tile.width) <= known else { return }
            var filled: [Tile] = []
            try edge.append(root, at: 1) { filled.append($0) }
            for tile in filled { try compare(tile) }
            if !heads.ending(in: edge.size - 1..<edge.size).isEmpty { roots[edge.size] = edge.root }
        }
        noteHeads(&partial, before: .max)
        for leaf in chunk.tail { try edge.append(leaf) { _ in } }
    }

    /// The roots at sizes within the tile that comes next.
    private mutating func noteHeads(_ partial: inout ArraySlice<(size: Int64, root: TreeHash)>, before end: Int64) {
        while let head = partial.first, head.size < end {
            roots[head.size] = edge.root(before: head.root)
            partial.removeFirst()
        }
    }

    /// Checkpoints against the roots, and both against what an auditor brings along.
    mutating func checkCheckpoints(head: Int64) throws(LedgerError) {
        var check = CheckpointCheck(try LogIdentity.read(connection), roots: roots, head: head, size: report.size)
        try check.run(connection)
        report.checkpoints = check.count
        report.covered = check.covered(trusting: demands.key)
        report.lacksLastCheckpoint = check.lacksLast(of: demands)
        for fault in check.faults + check.faults(of: demands) { add(fault) }
    }

    private mutating func joinStreams(_ chunk: ChunkResult) {
        for (index, entry) in chunk.streams.entries.enumerated() {
            let before = streams.note(index, of: chunk.streams) ?? 0
            if before &+ 1 != entry.first {
                add(LedgerFault(.version, at: entry.position, "version in stream \(chunk.streams.name(index))",
                                expected: "\(before &+ 1)", found: "\(entry.first)"))
            }
        }
    }

    private mutating func compare(_ tile: Tile) throws(LedgerError) {
        upperTile.bind(1, Int64(tile.level))
        upperTile.bind(2, tile.number)
        defer { upperTile.reset() }
        let isThere = try upperTile.step("read a tile")
        let isSame = isThere && upperTile.hash(0) == tile.root && upperTile.bytes(1).count == Tile.width * 32
            && TileNodes.hashes(upperTile.bytes(1)) == tile.hashes
        if !isSame {
            add(LedgerFault(.tile, "tile \(tile.level)/\(tile.number)", expected: "\(tile.root)",
                            found: isThere ? "other hashes" : "none"))
        }
    }
}
