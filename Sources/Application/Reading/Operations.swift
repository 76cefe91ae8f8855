import Synchronization

/// What an operator may have the daemon do besides the domain; set once everything runs.
final class Operations: Sendable {
    private let confirm = Mutex<@Sendable () -> Void>({})

    /// Accepts the wall clock as it is.
    var confirmTime: @Sendable () -> Void {
        get { confirm.withLock { $0 } }
        set { confirm.withLock { $0 = newValue } }
    }
}
