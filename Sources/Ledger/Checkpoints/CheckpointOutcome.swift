/// What became of the wish for a checkpoint.
public enum CheckpointOutcome: Hashable, Sendable {
    /// It is in the ledger, durably.
    case made(StoredCheckpoint)
    /// The last one covers everything.
    case unchanged(StoredCheckpoint)
    /// There is no event to sign.
    case empty
    /// The signer's key is not the one in force, which is this one, or none.
    case notInForce(VerifierKey?)
}
