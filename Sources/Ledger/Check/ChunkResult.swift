/// What a worker found in its chunk of positions, for the coordinator to join to the chunks before.
struct ChunkResult: Sendable {
    var faults: [LedgerFault] = []
    var streams = StreamTable()
    var firstRecorded: Int64?
    var lastRecorded: Int64 = 0
    /// The roots of the chunk's full tiles, in order.
    var tileRoots: [TreeHash] = []
    /// The leaves after them.
    var tail: [TreeHash] = []
    /// An error that ended the chunk: the file could not be read.
    var failure: LedgerError?
}
