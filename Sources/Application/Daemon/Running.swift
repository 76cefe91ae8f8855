import Dispatch
import Ledger
import Lifecycle
import NIOCore
import NIOPosix
import Schema
import Synchronization
import Varlink
import Views

/// What runs between opening and closing.
final class Running: Sendable {
    let writer: Writer
    let ledger: SQLiteLedger
    let checkpointer: Checkpointer
    private let verifications: Verifications
    let library: Library
    let keeper: ViewKeeper
    let subscriptions: Subscriptions
    let gatekeeper: Gatekeeper
    let listener: VarlinkListener
    private let service: EngagedService
    private let loops: MultiThreadedEventLoopGroup
    let storage: Storage
    let openFiles: OpenFiles
    let journal: Journal
    let isClosing = Atomic<Bool>(false)
    let checking = DispatchGroup()
    let meter = WriterMeter()
    let notes = Mutex(RunningNotes())
    /// When we began, in microseconds since 1970.
    let started = Instant.now.microseconds

    private init(
        _ parts: Parts, _ ledger: SQLiteLedger, _ configuration: Configuration, _ journal: Journal,
        _ gatekeeper: Gatekeeper, fail: @escaping @Sendable (DaemonFault) -> Void
    ) throws(DaemonFault) {
        self.ledger = ledger
        self.gatekeeper = gatekeeper
        self.journal = journal
        storage = parts.storage
        openFiles = OpenFiles([parts.storage.ledgerPath, parts.storage.textsPath])
        library = parts.library
        keeper = parts.keeper
        let subscriptions = Subscriptions(parts.library, gatekeeper)
        self.subscriptions = subscriptions
        let checkpointer = try Running.checkpointer(ledger, parts.ring, configuration, journal, fail)
        self.checkpointer = checkpointer
        verifications = Verifications(
            ledger: parts.storage.ledgerPath, views: parts.storage.viewsPath, texts: parts.storage.textsPath,
            gatekeeper)
        let announcer = Announcer(
            library: parts.library, keeper: parts.keeper, subscriptions: subscriptions, journal: journal,
            checkpointer: checkpointer)
        let answers = Answers()
        let core = WriterCore(
            store: ledger, zones: ZoneFolder(), cacheBytesMax: configuration.stateCacheBytes,
            clock: DaemonClock(after: parts.head.recorded), meter: meter, erasures: parts.erasures,
            maintain: { () throws(LedgerError) in try ledger.maintain() },
            answered: { answers.flush() }, announce: { announcer.announce($0) }, fail: { fail(DaemonFault($0)) })
        let writer = Writer(core)
        self.writer = writer
        parts.library.operations.connect(writer, checkpointer)
        let note = BackupNote(parts.storage, journal)
        parts.library.operations.begin(note.read()) { note.keep($0) }
        loops = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        service = EngagedService(
            intake: CommandIntake(writer, answers, gatekeeper), library: parts.library, subscriptions: subscriptions,
            verifications: verifications, gatekeeper: gatekeeper)
        listener = VarlinkListener(service, on: loops, limits: configuration.limits)
    }

    /// What is opened before anything can be served.
    private struct Parts {
        var storage: Storage
        var head: LedgerHead
        var ring: KeyRing
        var library: Library
        var keeper: ViewKeeper
        /// What the start could not erase goes with the next commit.
        var erasures: Erasures
    }

    /// Opens ledger and views, creating what is missing, and folds what the views have not seen.
    static func open(
        _ configuration: Configuration, _ journal: Journal, _ gatekeeper: Gatekeeper,
        fail: @escaping @Sendable (DaemonFault) -> Void
    ) throws(DaemonFault) -> Running {
        try Storage.makeFolders(configuration)
        Storage.closeFiles(configuration)
        let storage = Storage(configuration)
        try DamageMark(storage).requireNone()
        let ledger: SQLiteLedger, parts: Parts
        do throws(LedgerError) {
            let isNew = !storage.exists
            if isNew {
                try storage.requireNothingLeft()
                try storage.create(configuration)
                journal.say(.ledgerCreated, .notice, "ledger created at \(storage.ledgerPath)")
            }
            ServiceManager.begin("opening the ledger")
            let texts = try TextStore(path: storage.textsPath)
            let length = LengthNote(storage)
            ledger = try SQLiteLedger(path: storage.ledgerPath, texts: texts, noted: length.read())
            length.keep(try ledger.head().next)
            parts = try Running.parts(storage, ledger, texts, journal)
            if isNew { journal.mirror(try Genesis.notices(LedgerReader(path: storage.ledgerPath))) }
        } catch {
            throw DaemonFault(error)
        }
        return try Running(parts, ledger, configuration, journal, gatekeeper, fail: fail)
    }

    private static func parts(
        _ storage: Storage, _ ledger: SQLiteLedger, _ texts: TextStore, _ journal: Journal
    ) throws(LedgerError) -> Parts {
        let ring = try KeyRing.open(storage.keys, ledger)
        let head = try ledger.head()
        let reader = try LedgerReader(path: storage.ledgerPath)
        let governance = try World(ledger, cacheBytesMax: 0).governance()
        let erasures = Erasures(texts)
        try erasures.add(governance)
        try erasures.carryOut()
        do throws(ViewError) {
            ServiceManager.begin("opening the views")
            let keeper = try ViewKeeper(path: storage.viewsPath, ledger: storage.ledgerPath) { incident in
                journal.say(incident)
            }
            ServiceManager.begin("folding views")
            try keeper.catchUp { position, last in ServiceManager.begin("views at \(position) of \(last)") }
            let shelves = Shelves(
                keeper: keeper, views: try ViewReader(path: storage.viewsPath),
                states: try StateReader(ledger: storage.ledgerPath, views: storage.viewsPath), zones: ZoneFolder())
            let library = Library(reader: reader, texts: texts, governance: governance, shelves: shelves)
            return Parts(
                storage: storage, head: head, ring: ring, library: library, keeper: keeper, erasures: erasures)
        } catch {
            throw .storage(StorageError(.other, "open the views", message: "\(error)"))
        }
    }

    /// Begins to accept: on the sockets that systemd hands over, or on one of our own.
    func listen(_ configuration: Configuration) throws(DaemonFault) {
        do throws(SocketFault) {
            var sockets: [ListeningSocket] = []
            for descriptor in ServiceManager.listeningDescriptors() {
                sockets.append(try ListeningSocket(adopting: descriptor))
            }
            if sockets.isEmpty { sockets = [try ListeningSocket(at: configuration.socketPath)] }
            checkpointer.start()
            try listener.start(on: sockets)
        } catch {
            throw DaemonFault(.unavailable, "cannot listen: \(error)")
        }
    }

    /// Stops accepting, answers what was taken, commits the views.
    func close() {
        isClosing.store(true, ordering: .relaxed)
        let done = DispatchSemaphore(value: 0)
        Task {
            await listener.shutdown()
            done.signal()
        }
        done.wait()
        writer.stop()
        verifications.stop()
        service.stop()
        if !keeper.stop() { journal.say(.viewStopped, .warning, "the views were left in the middle of a batch") }
        _ = checking.wait(timeout: .now() + .seconds(5))
        try? loops.syncShutdownGracefully()
        checkpointer.stop()
        LengthNote(storage).keep(head)
        settle()
    }

    /// One file lies there when a daemon has ended; where that fails, its log lies beside it and is as safe.
    private func settle() {
        do throws(LedgerError) {
            try ledger.settle()
        } catch {
            journal.say(.storageStopped, .warning, "the write-ahead log stays beside the ledger: \(error)")
        }
    }

    /// Events in the ledger.
    var head: Int64 { (try? ledger.head().next) ?? 0 }

    /// How much of the log a verified backup has.
    private var backupStatus: String {
        guard let backup = library.operations.lastBackup else { return "no verified backup" }
        return "verified backup of \(backup.size) events at \(backup.verified.civilDate)"
    }

    /// Figures for `systemctl status`.
    var status: String {
        let lag = max(head - 1 - keeper.position, 0)
        let registers = notes.withLock { $0.registers }.map {
            "\($0.openEngagements) engagements open, \($0.overdueObligations) obligations overdue, "
        }
        return "\(head) events, \(registers ?? "")\(listener.connectionCount) connections, "
            + "\(subscriptions.count) subscribers, view lag \(lag), queue \(writer.queueLength), "
            + "\(gatekeeper.denials) denied, \(backupStatus)"
    }
}
