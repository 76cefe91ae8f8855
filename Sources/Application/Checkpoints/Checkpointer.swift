import Dispatch
import Ledger
import Lifecycle
import Schema
import Synchronization

/// Signs the log's head: by time, by count, when asked, and at the end. One thread does all of it, so that no
/// checkpoint falls between a new key's adoption and its use.
final class Checkpointer: Sendable {
    private let ledger: SQLiteLedger
    private let journal: Journal
    private let pace: CheckpointPace
    private let fail: @Sendable (LedgerError) -> Void
    private let ring: Mutex<KeyRing>
    private let covered: Atomic<Int64>
    private let isDue = Atomic<Bool>(false)
    private let isForbidden = Atomic<Bool>(false)
    private let obstacle = Mutex<String?>(nil)
    private let queue = DispatchQueue(label: "engaged.checkpoints", qos: .utility)
    /// Made when it is to run: one that was never resumed may not be released. Touched by start and stop only.
    nonisolated(unsafe) private var timer: (any DispatchSourceTimer)?

    init(
        _ ledger: SQLiteLedger, _ ring: KeyRing, _ pace: CheckpointPace, _ journal: Journal,
        fail: @escaping @Sendable (LedgerError) -> Void
    ) throws(LedgerError) {
        self.ledger = ledger
        self.ring = Mutex(ring)
        self.pace = pace
        self.journal = journal
        self.fail = fail
        covered = Atomic(try ledger.lastCheckpoint()?.size ?? 0)
    }

    /// Begins to make checkpoints by time, and says so where there is no key to make them with.
    func start() {
        if ring.withLock({ $0.signer == nil }) {
            journal.say(.checkpointKey, .warning, "no checkpoints are made: the daemon does not hold the key in force; "
                + "an operator adopts another: engagectl audit rotate-key")
        }
        if ring.withLock({ $0.voucher != nil }) { queue.async { [self] in makeQuietly() } }
        guard pace.seconds > 0 else { return }
        let timer = DispatchSource.makeTimerSource(queue: queue)
        self.timer = timer
        let interval = DispatchTimeInterval.seconds(pace.seconds)
        timer.schedule(deadline: .now() + interval, repeating: interval, leeway: .seconds(1))
        timer.setEventHandler { [self] in makeQuietly() }
        timer.resume()
    }

    /// The log has grown; behind every commit, so it only looks.
    func advance(_ head: Int64) {
        guard pace.events > 0, head - covered.load(ordering: .relaxed) >= Int64(pace.events),
              isDue.exchange(true, ordering: .relaxed) == false else { return }
        queue.async { [self] in
            makeQuietly()
            isDue.store(false, ordering: .relaxed)
        }
    }

    /// Signs nothing any more by itself: the ledger was found damaged.
    func forbid() { isForbidden.store(true, ordering: .relaxed) }

    /// Signs nothing, asked or not, for a reason; or goes on.
    func hold(_ reason: String?) { obstacle.withLock { $0 = reason } }

    /// Makes one now, unless the last covers everything.
    func make() throws(LedgerError) -> CheckpointOutcome {
        try onQueue { () throws(LedgerError) in try self.sign() }
    }

    /// Makes one now if that can be done; answers how many events lie under it, none where there is no key or no room.
    func makeIfPossible() -> Int64? { queue.sync { makeQuietly() } }

    /// The last one before the daemon ends.
    func stop() {
        timer?.cancel()
        queue.sync { if pace.seconds > 0 || pace.events > 0 { makeQuietly() } }
    }

    /// Makes or takes another key, has the log adopt it by `adopt`, and signs with both.
    ///
    /// - Parameter adopt: has the adoption recorded and says whether it was.
    func rotate(
        _ adopt: (VerifierKey) -> CommandOutcome
    ) throws(LedgerError) -> (outcome: CommandOutcome, checkpoint: CheckpointOutcome?) {
        try onQueue { () throws(LedgerError) in
            try finishRotation()
            let key = try ring.withLock { $0 }.replacement()
            let outcome = adopt(key.verifier)
            guard case .accepted = outcome else { return (outcome, nil) }
            try ring.withLock { ring throws(LedgerError) in try ring.use(key) }
            journal.say(.checkpointKey, .notice, "checkpoints are signed by \(key.verifier) from here on")
            return (outcome, try sign())
        }
    }

    /// The public key in force.
    var verifierKey: VerifierKey? { ring.withLock { $0.inForce } }

    private func onQueue<Answer>(_ body: () throws(LedgerError) -> Answer) throws(LedgerError) -> Answer {
        try queue.sync { Result(catching: body) }.get()
    }

    /// Want of space passes; anything else ends the daemon.
    @discardableResult
    private func makeQuietly() -> Int64? {
        guard !isForbidden.load(ordering: .relaxed), obstacle.withLock({ $0 == nil }) else { return nil }
        do throws(LedgerError) {
            return try sign().size
        } catch {
            journal.say(.checkpointFailed, .warning, "no checkpoint was made: \(error)")
            if !error.isFull { fail(error) }
            return nil
        }
    }

    /// A new key's file takes the place of the one that waits there: an earlier rotation must be over.
    private func finishRotation() throws(LedgerError) {
        guard ring.withLock({ $0.voucher != nil }) else { return }
        _ = try sign()
        try ring.withLock { ring throws(LedgerError) in try ring.settle() }
    }

    /// Signs by the key in force, and by the one before until a checkpoint that both have signed is durable.
    private func sign() throws(LedgerError) -> CheckpointOutcome {
        let (held, voucher) = ring.withLock { ($0.signer, $0.voucher) }
        if let reason = obstacle.withLock({ $0 }) {
            throw .storage(StorageError(.other, "sign the log's head", message: reason))
        }
        guard let signer = held else { return .notInForce(verifierKey) }
        let signers = [signer] + (voucher.map { [$0] } ?? [])
        let outcome = try ledger.checkpoint(signers: signers, made: Instant.now.microseconds)
        if case .made(let made) = outcome {
            covered.store(made.size, ordering: .relaxed)
            let root = made.note.split(separator: "\n").dropFirst(2).first ?? ""
            journal.say(.checkpoint, .notice, "checkpoint \(made.place) over \(made.size) events, root \(root)", [
                ("ENGAGED_CHECKPOINT", made.note), ("ENGAGED_SIZE", "\(made.size)"),
                ("ENGAGED_ORIGIN", signer.verifier.name),
            ])
        }
        if let voucher, outcome.isSigned(by: voucher.verifier) {
            try ring.withLock { ring throws(LedgerError) in try ring.settle() }
        }
        return outcome
    }
}

extension CheckpointOutcome {
    /// How many events the last checkpoint covers, where that is all of them.
    fileprivate var size: Int64? {
        switch self {
        case .made(let row), .unchanged(let row): row.size
        case .empty, .notInForce: nil
        }
    }

    /// Whether the last checkpoint bears a good signature by the key.
    fileprivate func isSigned(by key: VerifierKey) -> Bool {
        switch self {
        case .made(let row), .unchanged(let row): SignedNote(row.note)?.verify([key]).good == [key]
        case .empty, .notInForce: false
        }
    }
}

extension KeyRing {
    /// The key to adopt: the credential where it was replaced, else a new one.
    fileprivate func replacement() throws(LedgerError) -> SignerKey {
        guard folder.isCredential else { return try folder.createNext(name: origin) }
        guard let held = try folder.key(), held.verifier != inForce, held.verifier.name == origin else {
            throw .storage(StorageError(
                .denied, "rotate the key",
                message: "the key is a credential: give the service another named \(origin), restart it, ask again"))
        }
        return held
    }
}
