/// What a full check found.
public struct CheckReport: Sendable {
    /// How many events there were when it began; later ones were not looked at.
    public var size: Int64
    /// The root over them, computed from the events' own columns; to be held against checkpoints.
    public var root: TreeHash
    /// How many checkpoints were held against the tree.
    public var checkpoints: Int64
    /// How many events lie under a good checkpoint, signed by a trusted key where one was given.
    public var covered: Int64
    /// Whether a good checkpoint that was kept elsewhere covers all events and is not in the ledger.
    public var lacksLastCheckpoint: Bool
    /// Every fault, in the order of positions; those of the whole file last.
    public var faults: [LedgerFault]
    /// Whether there were more faults than are listed.
    public var isCutOff: Bool
    /// False if it was cancelled.
    public var isComplete: Bool

    /// Whether every event was looked at and nothing is wrong.
    public var isSound: Bool { isComplete && faults.isEmpty }
}
