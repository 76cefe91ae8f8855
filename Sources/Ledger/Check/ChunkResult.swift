/// What a worker found in its chunk of positions, for the coordinator to join to the chunks before.
struct ChunkResult: Sendable {
    var faults: [LedgerFault] = []
    var streams = StreamTable()
    /// The first event's time, and where it is.
    var firstRecorded: (time: Int64, position: Int64)?
    var lastRecorded: Int64 = 0
    /// The roots of the chunk's full tiles, in order.
    var tileRoots: [TreeHash] = []
    /// For each checkpoint that ends within a tile: its size, and the root over the tile's leaves up to there.
    var partialRoots: [(size: Int64, root: TreeHash)] = []
    /// The leaves after them.
    var tail: [TreeHash] = []
    /// The first missing event of which no tile knows the leaf: no root behind it can be told.
    var unknownLeaf: Int64?
    /// Where a command should begin and the next one begins later. A run of such positions may go on in the next chunk,
    /// which says so again.
    var uncovered: [Int64] = []
    /// The first event behind the last command.
    var uncoveredTail: Int64?
    /// An error that ended the chunk: the file could not be read.
    var failure: LedgerError?
}
