/// Joins the chunks' results in order: versions and times across chunks, upper tiles, and the root.
struct FullCheck {
    /// More faults than this are counted as "cut off": a file so damaged needs no longer list.
    static let faultsKept = 10_000

    let connection: Connection
    private(set) var report: CheckReport
    private var streams = StreamTable()
    private var edge = TreeEdge()
    private var lastRecorded: Int64 = 0
    /// A chunk that could not be read leaves the tree without its leaves: nothing can be said of upper tiles then.
    private var isTreeWhole = true
    private let upperTile: Statement

    init(_ connection: Connection, size: Int64) throws(LedgerError) {
        self.connection = connection
        report = CheckReport(size: size, root: .empty, faults: [], isCutOff: false, isComplete: true)
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
        joinStreams(chunk, start)
        if let first = chunk.firstRecorded {
            if first < lastRecorded {
                add(LedgerFault(.recorded, at: start, "time of recording", expected: "\(lastRecorded) or later",
                                found: "\(first)"))
            }
            lastRecorded = chunk.lastRecorded
        }
        try joinTree(chunk)
    }

    private mutating func joinTree(_ chunk: ChunkResult) throws(LedgerError) {
        guard isTreeWhole else { return }
        for root in chunk.tileRoots {
            var filled: [Tile] = []
            try edge.append(root, at: 1) { filled.append($0) }
            for tile in filled { try compare(tile) }
        }
        for leaf in chunk.tail { try edge.append(leaf) { _ in } }
    }

    private mutating func joinStreams(_ chunk: ChunkResult, _ start: Int64) {
        for (index, entry) in chunk.streams.entries.enumerated() {
            let before = streams.note(index, of: chunk.streams) ?? 0
            if before &+ 1 != entry.first {
                add(LedgerFault(.version, at: start, "first version from here of stream \(chunk.streams.name(index))",
                                expected: "\(before &+ 1)", found: "\(entry.first)"))
            }
        }
    }

    private mutating func compare(_ tile: Tile) throws(LedgerError) {
        upperTile.bind(1, Int64(tile.level))
        upperTile.bind(2, tile.number)
        defer { upperTile.reset() }
        let isThere = try upperTile.step("read a tile")
        let isSame = isThere && upperTile.hash(0) == tile.root && TileNodes.hashes(upperTile.bytes(1)) == tile.hashes
        if !isSame {
            add(LedgerFault(.tile, "tile \(tile.level)/\(tile.number)", expected: "\(tile.root)",
                            found: isThere ? "other hashes" : "none"))
        }
    }
}
