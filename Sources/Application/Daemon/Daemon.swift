import Dispatch
import Ledger
import Lifecycle
import NIOPosix
import Schema
import Synchronization
import Varlink
import Views

/// The daemon: everything opened in order, run until told to stop, closed in reverse.
public final class Daemon: Sendable {
    private let configuration: Configuration
    private let journal: Journal
    private let gatekeeper: Gatekeeper
    private let outcome = Mutex<DaemonFault?>(nil)
    private let ended = DispatchSemaphore(value: 0)
    private let isServing = Atomic(false)

    /// A daemon by its configuration; nothing is opened yet.
    public init(_ configuration: Configuration) {
        self.configuration = configuration
        journal = Journal(level: configuration.logLevel)
        gatekeeper = Gatekeeper(configuration.roles, journal: journal)
    }

    /// Opens, serves, and returns when a signal or a fault has ended it.
    ///
    /// - Parameter reload: reads the configuration anew for SIGHUP.
    /// - Throws: why it could not start, or had to end.
    public func run(reload: @escaping @Sendable () throws(ConfigurationFault) -> Configuration) throws(DaemonFault) {
        do throws(DaemonFault) {
            try serve(reload)
        } catch {
            journal.say(error.message, .error, error.description)
            journal.flushLast()
            throw error
        }
        journal.flush()
    }

    private func serve(
        _ reload: @escaping @Sendable () throws(ConfigurationFault) -> Configuration
    ) throws(DaemonFault) {
        ProcessMemory.boundHeaps()
        Descriptors.raiseLimit()
        let signals = Signals(
            stop: { self.ended.signal() }, reload: { self.reload(reload) })
        let running = try Running.open(configuration, journal, gatekeeper, fail: { self.fail($0) })
        try running.listen(configuration)
        let heart = Heart(running, journal: journal)
        heart.start()
        let metrics = MetricsKeeper(running, configuration)
        offer(running, reload)
        metrics.start()
        journal.say(.started, .notice, "engaged \(Release.version) serves \(running.head) events")
        gatekeeper.warnOfTimers()
        isServing.store(true, ordering: .releasing)
        ServiceManager.ready(running.status)
        running.startFullCheck(fail: { self.fail($0) })
        ended.wait()
        isServing.store(false, ordering: .releasing)
        if let fault = outcome.withLock({ $0 }), fault.status == .data { running.forbidWriting(fault.description) }
        ServiceManager.stopping("draining")
        heart.stop()
        metrics.stop()
        running.close()
        signals.cancel()
        journal.say(.stopping, .notice, "engaged stopped at \(running.head) events")
        if let fault = outcome.withLock({ $0 }) { throw fault }
    }

    /// Something happened after which nothing may be written: say so and end.
    private func fail(_ fault: DaemonFault) {
        outcome.withLock { $0 = $0 ?? fault }
        ended.signal()
    }

    /// What operators may ask for over the socket.
    private func offer(
        _ running: Running, _ read: @escaping @Sendable () throws(ConfigurationFault) -> Configuration
    ) {
        running.library.operations.set { deeds in
            deeds.figures = { [weak running] in running?.figures }
            deeds.health = { [weak running] in [Daemon.readable(read)] + (running?.health ?? []) }
            deeds.reload = { self.reload(read) }
            deeds.setLogLevel = { level in
                self.journal.say(.reloaded, .notice, "log level \(level.name)")
                self.journal.setLevel(level)
            }
        }
    }

    /// Whether the next start, or a reload, would take what the files say now.
    private static func readable(_ read: @Sendable () throws(ConfigurationFault) -> Configuration) -> HealthCheck {
        do throws(ConfigurationFault) {
            _ = try read()
            return .of("configuration", .good, "the next start will take it")
        } catch {
            return .of(
                "configuration", .warning, "\(error); the one before is in force, and the next start will fail",
                hint: "put it right: engaged --check; then: engagectl reload")
        }
    }

    /// Takes the configuration anew.
    ///
    /// - Returns: what is wrong with it, if anything; the old one then stays in force.
    @discardableResult
    private func reload(_ read: @Sendable () throws(ConfigurationFault) -> Configuration) -> String? {
        // READY ends a reload; before the start is over, and once the end has begun, it would say something else.
        let tells = isServing.load(ordering: .acquiring)
        if tells { ServiceManager.reloading() }
        defer { if tells { ServiceManager.ready("reloaded") } }
        do throws(ConfigurationFault) {
            let configuration = try read()
            gatekeeper.reload(configuration.roles)
            journal.setLevel(configuration.logLevel)
            journal.say(.reloaded, .notice, "configuration reloaded: roles and log level")
            gatekeeper.warnOfTimers()
            return nil
        } catch {
            journal.say(.configuration, .error, "configuration not reloaded: \(error)")
            return "\(error)"
        }
    }
}
