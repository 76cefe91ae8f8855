import Ledger
import Lifecycle
import Schema
import Synchronization
import Varlink

/// What the writer owns: world, clock and ledger. The queue sees to it that one thread at a time is in here.
final class WriterCore: @unchecked Sendable {
    private let store: any LedgerStore
    private let world: World
    private let decider: Decider
    private let announce: @Sendable (Writer.Announcement) -> Void
    private let fail: @Sendable (LedgerError) -> Void
    private let maintain: @Sendable () throws(LedgerError) -> Void
    private let answered: @Sendable () -> Void
    private let clock: Mutex<DaemonClock>
    private let erasures: Erasures
    private let meter: WriterMeter
    private var failure: LedgerError?
    /// What is on its way to the disk, and the replies to it that were written meanwhile.
    private var underWay: [Batch.Pending] = []
    private var replies: [VarlinkReply] = []
    /// What is durable and answered, to be announced and given back as soon as nobody waits for it.
    private var unannounced: Writer.Announcement?
    private var spent: [Batch.Pending] = []
    /// More replies than a lone client's the loop writes, which has the time under load.
    private static let repliesMax = 2

    init(
        store: any LedgerStore, zones: ZoneFolder, cacheBytesMax: Int, clock: DaemonClock,
        meter: WriterMeter = WriterMeter(), erasures: Erasures = Erasures(nil),
        maintain: @escaping @Sendable () throws(LedgerError) -> Void = {},
        answered: @escaping @Sendable () -> Void,
        announce: @escaping @Sendable (Writer.Announcement) -> Void,
        fail: @escaping @Sendable (LedgerError) -> Void
    ) {
        self.store = store
        self.announce = announce
        self.fail = fail
        self.maintain = maintain
        self.answered = answered
        self.clock = Mutex(clock)
        self.meter = meter
        world = World(store, cacheBytesMax: cacheBytesMax)
        self.erasures = erasures
        decider = Decider(world: world, store: store, zones: zones, erasures: erasures)
    }

    /// Decides, commits, answers, announces.
    ///
    /// - Parameter later: leaves the announcement to the next commit's time on the disk or to ``announceRest()``, which
    ///   the caller then sees to: a lone client waits for neither.
    func process(_ jobs: [Job], announcing later: Bool = false) {
        if !later { announceRest() }
        defer { (underWay, replies) = ([], []) }
        guard failure == nil else { return answer(jobs, .unavailable("the ledger has stopped; see the journal")) }
        if let obstacle = meter.obstacle { return answer(jobs, .unavailable(obstacle)) }
        guard let now = clock.withLock({ $0.next() }) else {
            return answer(jobs, .unavailable("the wall clock leapt ahead; an operator confirms it: time confirm"))
        }
        do throws(LedgerError) {
            try answer(append(jobs, at: now), announcing: later)
        } catch {
            world.reset()
            answer(jobs, .unavailable("\(error)"))
            if !error.isFull { stop(error) }
        }
    }

    /// Decides and adds; once more, with every id asked for first, where one was not new.
    private func append(_ jobs: [Job], at now: Instant) throws(LedgerError) -> (Batch, [AppendOutcome]) {
        let trusted = decider.trust.isGiven
        let first = try attempt(jobs, at: now)
        guard trusted, !first.1.allSatisfy(\.isAppended) else { return first }
        decider.trust.withdraw()
        world.reset()
        return try attempt(jobs, at: now)
    }

    private func attempt(_ jobs: [Job], at now: Instant) throws(LedgerError) -> (Batch, [AppendOutcome]) {
        replies = []
        return try meter.append(
            to: store,
            deciding: { () throws(LedgerError) in
                let batch = try decide(jobs, at: now)
                underWay = batch.pending
                return (batch, batch.appends)
            }, meanwhile: { self.workMeanwhile() })
    }

    /// While the disk works: nobody is told of what it works at before it has done so.
    private func workMeanwhile() {
        announceRest()
        guard underWay.count <= WriterCore.repliesMax else { return }
        replies = underWay.map { Answers.reply($0.outcome, $0.job.type) }
    }

    private func decide(_ jobs: [Job], at now: Instant) throws(LedgerError) -> Batch {
        var batch = Batch(next: try store.head().next)
        for job in jobs { try decider.decide(job, at: now, into: &batch) }
        return batch
    }

    private func answer(_ appended: (Batch, [AppendOutcome]), announcing later: Bool) throws(LedgerError) {
        let (batch, outcomes) = appended
        guard !batch.appends.isEmpty else {
            batch.deliver([])
            answered()
            return announceRest()
        }
        guard outcomes.allSatisfy(\.isAppended) else { throw .fault(WriterCore.disturbed(outcomes)) }
        let touchesGovernance = batch.notices.contains { $0.stream == .governance }
        if touchesGovernance { erasures.add(batch.notices) }
        try erasures.carryOut()
        batch.deliver(replies)
        answered()
        announceRest()
        unannounced = Writer.Announcement(
            head: batch.next, notices: batch.notices, governance: touchesGovernance ? try world.governance() : nil)
        (spent, underWay) = (underWay, [])
        if touchesGovernance || !later { announceRest() }
        do throws(LedgerError) {
            try maintain()
        } catch {
            if !error.isFull { stop(error) }
        }
    }

    /// Announces what was left for later, if anything was.
    func announceRest() {
        guard let due = unannounced else { return }
        unannounced = nil
        spent = []
        announce(due)
    }

    /// A failed sync or I/O error is never retried: the daemon says so and ends.
    private func stop(_ error: LedgerError) {
        failure = error
        fail(error)
    }

    private func answer(_ jobs: [Job], _ outcome: CommandOutcome) {
        for job in jobs { job.done(outcome, nil) }
        answered()
    }

    /// The writer has checked versions and ids itself; a ledger that refuses what it was sure of was written by others.
    private static func disturbed(_ outcomes: [AppendOutcome]) -> LedgerFault {
        LedgerFault(.disturbed, "append", expected: "every command appended", found: "\(outcomes)")
    }

    /// Accepts the wall clock after a leap.
    func confirmTime() { clock.withLock { $0.confirm() } }

    /// Whether the wall clock leapt and nobody has confirmed it.
    var distrustsTime: Bool { clock.withLock { $0.hasLeapt } }
}

extension Batch {
    /// Answers everybody, now that all is durable.
    ///
    /// - Parameter replies: those that are written already, one for each or none.
    func deliver(_ replies: [VarlinkReply]) {
        for (index, entry) in pending.enumerated() {
            entry.job.done(entry.outcome, replies.count == pending.count ? replies[index] : nil)
        }
    }
}
