import Ledger
import Synchronization

/// What an operator may have the daemon do besides the domain; set once everything runs.
final class Operations: Sendable {
    /// A key's rotation: what became of the adoption, and the checkpoint that both keys signed.
    typealias Rotation = (outcome: CommandOutcome, checkpoint: CheckpointOutcome?)

    private struct Acts: Sendable {
        var confirmTime: @Sendable () -> Void = {}
        var checkpoint: @Sendable () throws(LedgerError) -> CheckpointOutcome = { .notInForce(nil) }
        var rotateKey: @Sendable (Caller) throws(LedgerError) -> Rotation = { _ in
            (.unavailable("the daemon keeps no key"), nil)
        }
    }

    private let acts = Mutex(Acts())

    /// Accepts the wall clock as it is.
    var confirmTime: @Sendable () -> Void {
        get { acts.withLock { $0.confirmTime } }
        set { acts.withLock { $0.confirmTime = newValue } }
    }

    /// Signs the log's head now.
    var checkpoint: @Sendable () throws(LedgerError) -> CheckpointOutcome {
        get { acts.withLock { $0.checkpoint } }
        set { acts.withLock { $0.checkpoint = newValue } }
    }

    /// Replaces the key of checkpoints, by the caller's hand.
    var rotateKey: @Sendable (Caller) throws(LedgerError) -> Rotation {
        get { acts.withLock { $0.rotateKey } }
        set { acts.withLock { $0.rotateKey = newValue } }
    }
}
