import Ledger
import Synchronization

/// What an operator may have the daemon do besides the domain; set once everything runs.
final class Operations: Sendable {
    /// Each deed, and what is done while nothing can be.
    struct Deeds: Sendable {
        /// Takes the daemon's figures.
        var figures: @Sendable () -> Figures? = { nil }
        /// Looks at everything that an operator would.
        var health: @Sendable () -> [HealthCheck] = { [] }
        /// Takes the configuration anew; answers what is wrong with it, if anything.
        var reload: @Sendable () -> String? = { nil }
        /// Changes how much the journal is told.
        var setLogLevel: @Sendable (LogLevel) -> Void = { _ in }
    }

    private let current = Mutex(Deeds())
    private let backup = Mutex<VerifiedBackup?>(nil)
    private let noting = Mutex<@Sendable (VerifiedBackup) -> Void>({ _ in })
    /// A key's rotation: what became of the adoption, and the checkpoint that both keys signed.
    typealias Rotation = (outcome: CommandOutcome, checkpoint: CheckpointOutcome?)

    private struct Acts: Sendable {
        var confirmTime: @Sendable () -> Void = {}
        var checkpoint: @Sendable () throws(LedgerError) -> CheckpointOutcome = { .notInForce(nil) }
        var signedHead: @Sendable () -> Int64? = { nil }
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

    /// Signs the log's head if that can be done, and says how many events lie under it.
    var signedHead: @Sendable () -> Int64? {
        get { acts.withLock { $0.signedHead } }
        set { acts.withLock { $0.signedHead = newValue } }
    }

    /// Replaces the key of checkpoints, by the caller's hand.
    var rotateKey: @Sendable (Caller) throws(LedgerError) -> Rotation {
        get { acts.withLock { $0.rotateKey } }
        set { acts.withLock { $0.rotateKey = newValue } }
    }

    /// The last backup that was verified.
    var lastBackup: VerifiedBackup? { backup.withLock { $0 } }

    /// Remembers a verified backup and tells whoever keeps and announces it.
    func note(_ verified: VerifiedBackup) {
        backup.withLock { $0 = verified }
        noting.withLock { $0 }(verified)
    }

    /// Begins with what an earlier run of the daemon knew.
    ///
    /// - Parameter noted: keeps and announces what comes.
    func begin(_ known: VerifiedBackup?, noted: @escaping @Sendable (VerifiedBackup) -> Void) {
        backup.withLock { $0 = known }
        noting.withLock { $0 = noted }
    }

    /// Everything else.
    var deeds: Deeds { current.withLock { $0 } }

    /// Says how something is done.
    func set(_ change: (inout Deeds) -> Void) { current.withLock { change(&$0) } }
}
