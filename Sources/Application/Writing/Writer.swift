import Dispatch
import Ledger
import Lifecycle
import Schema
import Synchronization

/// The one writer: gathers commands, decides them one by one, commits them together, answers, announces.
///
/// Idle with one or two commands it commits where it is called, which spares a lone client the hand-over; under load
/// a thread of its own drains the queue while the socket gathers the next batch.
final class Writer: Sendable {
    /// What the writer tells others after a commit; called on the writer's thread.
    struct Announcement: Sendable {
        var head: Int64
        var notices: [EventNotice]
        /// Policy and persons, where the commit touched them.
        var governance: Governance?
    }

    fileprivate struct Queue {
        var waiting: [Job] = []
        var isBusy = false
        var busySince: UInt64 = 0
        var isStopped = false
    }

    private let queue = Mutex(Queue())
    private let core: WriterCore
    private let thread = DispatchQueue(label: "engaged.writer", qos: .userInitiated)
    private let limits: WriterLimits

    init(_ core: WriterCore, limits: WriterLimits = WriterLimits()) {
        self.core = core
        self.limits = limits
    }

    /// Takes the commands of one tick of the event loop.
    ///
    /// - Parameter announcesLater: whether the caller calls ``announceRest()`` in a moment, where they have been
    ///   answered here.
    /// - Returns: whether they have been answered here and now.
    @discardableResult
    func submit(_ jobs: [Job], announcesLater: Bool = false) -> Bool {
        var refused: ArraySlice<Job> = []
        let place = queue.withLock { queue -> Place in
            guard !queue.isStopped else {
                refused = jobs[...]
                return .elsewhere
            }
            if !queue.isBusy, jobs.count <= limits.inPlaceMax {
                queue.begin()
                return .here
            }
            let room = max(0, limits.queueMax - queue.waiting.count)
            queue.waiting += jobs.prefix(room)
            refused = jobs.dropFirst(room)
            guard !queue.isBusy else { return .elsewhere }
            queue.begin()
            return .thread
        }
        for job in refused { job.done(.busy, nil) }
        switch place {
        case .here: run { core.process(jobs, announcing: announcesLater) }
        case .thread: thread.async { self.drain() }
        case .elsewhere: break
        }
        return place == .here
    }

    private enum Place { case here, thread, elsewhere }

    /// In place, the writer having been taken; then whatever came meanwhile goes to the thread.
    private func run(_ work: () -> Void) {
        work()
        let more = queue.withLock { $0.endIfIdle() }
        if more { thread.async { self.drain() } }
    }

    /// Announces what was left for later. A writer that is at work does so itself.
    func announceRest() {
        let isMine = queue.withLock { queue in
            guard !queue.isBusy else { return false }
            queue.begin()
            return true
        }
        if isMine { run { core.announceRest() } }
    }

    private func drain() {
        while let jobs = queue.withLock({ $0.take(limits.batchMax) }) { core.process(jobs) }
    }

    /// How long the writer has been at one batch, in nanoseconds; 0 while idle. The watchdog asks.
    var nanosecondsBusy: UInt64 {
        let since = queue.withLock { $0.isBusy ? $0.busySince : 0 }
        return since == 0 ? 0 : DispatchTime.now().uptimeNanoseconds &- since
    }

    /// How many commands wait.
    var queueLength: Int { queue.withLock { $0.waiting.count } }

    /// Takes no more, and returns once everything taken is answered.
    func stop() {
        queue.withLock { $0.isStopped = true }
        while queue.withLock({ $0.isBusy || !$0.waiting.isEmpty }) { thread.sync {} }
        announceRest()
    }

    /// Accepts the wall clock after a leap.
    func confirmTime() { core.confirmTime() }

    /// Whether the wall clock leapt and nobody has confirmed it.
    var distrustsTime: Bool { core.distrustsTime }
}

extension Writer.Queue {
    fileprivate mutating func begin() {
        isBusy = true
        busySince = DispatchTime.now().uptimeNanoseconds
    }

    /// The next batch, or idleness.
    fileprivate mutating func take(_ most: Int) -> [Job]? {
        guard !waiting.isEmpty else {
            isBusy = false
            return nil
        }
        busySince = DispatchTime.now().uptimeNanoseconds
        if waiting.count <= most {
            defer { waiting = [] }
            return waiting
        }
        defer { waiting.removeFirst(most) }
        return Array(waiting.prefix(most))
    }

    /// Whether something came while the writer was busy; idle otherwise.
    fileprivate mutating func endIfIdle() -> Bool {
        if waiting.isEmpty { isBusy = false }
        return !waiting.isEmpty
    }
}

/// Bounds of the writer.
struct WriterLimits: Sendable {
    /// Commands committed where they arrive while the writer is idle.
    var inPlaceMax = 2
    /// Commands in one commit.
    var batchMax = 512
    /// Commands waiting; more are answered `Busy`.
    var queueMax = 16_384
}
