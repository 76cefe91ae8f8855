import Synchronization

/// What an operator may have the daemon do besides the domain; set once everything runs.
final class Operations: Sendable {
    private let confirm = Mutex<@Sendable () -> Void>({})
    private let backup = Mutex<VerifiedBackup?>(nil)
    private let noting = Mutex<@Sendable (VerifiedBackup) -> Void>({ _ in })

    /// Accepts the wall clock as it is.
    var confirmTime: @Sendable () -> Void {
        get { confirm.withLock { $0 } }
        set { confirm.withLock { $0 = newValue } }
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
}
