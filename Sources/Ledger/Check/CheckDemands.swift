/// What a full check is held against besides the file itself.
public struct CheckDemands: Sendable {
    /// A key that the auditor trusts; nil for one who has none and takes the log's own word for its keys.
    public var key: VerifierKey?
    /// Checkpoints that were kept elsewhere.
    public var against: [SignedNote]

    /// Demands of the given parts.
    public init(key: VerifierKey? = nil, against: [SignedNote] = []) {
        self.key = key
        self.against = against
    }

    /// The sizes that the checkpoints speak of.
    var sizes: [Int64] { against.compactMap { Checkpoint(text: $0.text)?.size } }
}
