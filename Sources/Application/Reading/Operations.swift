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

    private let confirm = Mutex<@Sendable () -> Void>({})
    private let current = Mutex(Deeds())

    /// Accepts the wall clock as it is.
    var confirmTime: @Sendable () -> Void {
        get { confirm.withLock { $0 } }
        set { confirm.withLock { $0 = newValue } }
    }

    /// Everything else.
    var deeds: Deeds { current.withLock { $0 } }

    /// Says how something is done.
    func set(_ change: (inout Deeds) -> Void) { current.withLock { change(&$0) } }
}
