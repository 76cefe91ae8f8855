internal import Dispatch
import Ledger

/// Keeps the views up with the ledger, on a thread of its own.
public final class ViewKeeper: Sendable {
    private let core: KeeperCore
    private let news: KeeperNews
    private let queue = DispatchQueue(label: "views", qos: .utility)
    private let coalescingMilliseconds: Int

    /// Opens the views' file, or begins a new one where it is absent, damaged, foreign or ahead of the ledger.
    ///
    /// The ledger must be open for writing in this process, or closed.
    /// - Parameters:
    ///   - path: where the file lies; it is a link to one of several whose names start with its name.
    ///   - onIncident: called from any thread; must not block.
    public init(
        path: String, ledger: String, options: ViewOptions = ViewOptions(),
        onIncident: @escaping @Sendable (ViewIncident) -> Void
    ) throws(ViewError) {
        do throws(LedgerError) {
            core = try KeeperCore(path: path, ledger: ledger, options, onIncident)
        } catch {
            throw .ledger(error)
        }
        news = KeeperNews(core.status)
        coalescingMilliseconds = options.coalescingMilliseconds
    }

    /// Folds all there is; for before READY. Blocks.
    ///
    /// - Parameter progress: position reached and the ledger's last one, after every batch.
    public func catchUp(
        progress: (_ position: Int64, _ last: Int64) -> Void = { _, _ in }
    ) throws(ViewError) {
        let failure = queue.sync { flush(progress) }
        if let failure { throw .ledger(failure) }
    }

    /// Says that the ledger has grown. Cheap, from any thread.
    public func advance() {
        guard news.schedule() else { return }
        queue.asyncAfter(deadline: .now() + .milliseconds(coalescingMilliseconds)) { [self] in
            news.begin()
            flush()
        }
    }

    /// Position of the last event that every running view has taken; −1 before the first.
    public var position: Int64 { news.status.position }

    /// How all views stand.
    public var status: KeeperStatus { news.status }

    /// Waits until the views have come to a position; folds at once. Blocks the thread.
    ///
    /// - Returns: whether they have.
    public func waitFor(position: Int64, timeoutMilliseconds: Int) -> Bool {
        let reached = DispatchSemaphore(value: 0)
        guard let ticket = news.wait(for: position, { _ in reached.signal() }) else { return true }
        queue.async { [self] in flush() }
        _ = reached.wait(timeout: .now() + .milliseconds(timeoutMilliseconds))
        _ = news.leave(ticket)
        return self.position >= position
    }

    /// Waits until the views have come to a position; folds at once. Blocks no thread.
    ///
    /// - Returns: whether they have.
    public func reached(position: Int64, timeoutMilliseconds: Int) async -> Bool {
        await withCheckedContinuation { continuation in
            guard let ticket = news.wait(for: position, { continuation.resume(returning: $0) }) else {
                return continuation.resume(returning: true)
            }
            queue.async { [self] in flush() }
            queue.asyncAfter(deadline: .now() + .milliseconds(timeoutMilliseconds)) { [self] in
                if news.leave(ticket) { continuation.resume(returning: false) }
            }
        }
    }

    /// Builds the views anew beside the live ones, compares both and puts the new ones in their place. Blocks.
    public func rebuild() throws(ViewError) -> RebuildReport {
        do throws(LedgerError) {
            let rebuilding = try core.beginRebuild(at: position)
            let report = try rebuilding.compare()
            let failure = queue.sync { core.finish(rebuilding) }
            if let failure { throw failure }
            report.differing.forEach { core.onIncident(.differed(view: $0, at: report.position)) }
            news.publish(core.status)
            return report
        } catch {
            throw .ledger(error)
        }
    }

    /// Ends keeping: a fold that runs ends behind its batch, and what was folded is committed. Blocks until it is, but
    /// for so many milliseconds at most; views are disposable, and a disk that hangs must not keep the daemon.
    ///
    /// - Returns: whether keeping has ended.
    @discardableResult
    public func stop(withinMilliseconds patience: Int = 10_000) -> Bool {
        interrupt()
        let ended = DispatchSemaphore(value: 0)
        queue.async { ended.signal() }
        let isInTime = ended.wait(timeout: .now() + .milliseconds(patience)) == .success
        news.end()
        return isInTime
    }

    /// Lets no further batch begin.
    func interrupt() { core.end() }

    /// Brings the views to the ledger's end; runs on the queue.
    @discardableResult
    private func flush(_ progress: (Int64, Int64) -> Void = { _, _ in }) -> LedgerError? {
        core.flush { (last) in
            news.publish(core.status)
            progress(core.position, last)
        }
    }
}
