/// What a worker found in its chunk of positions, for the coordinator to join to the chunks before.
struct ChunkResult: Sendable {
    var faults: [LedgerFault] = []
    var streams = StreamTable()
    var firstRecorded: Int64?
    var lastRecorded: Int64 = 0
    /// The roots of the chunk's full tiles, in order.
    var tileRoots: [TreeHash] = []
    /// For each checkpoint that ends within a tile: its size, and the root over the tile's leaves up to there.
    var partialRoots: [(size: Int64, root: TreeHash)] = []
    /// The leaves after them.
    var tail: [TreeHash] = []
    /// An error that ended the chunk: the file could not be read.
    var failure: LedgerError?
}
