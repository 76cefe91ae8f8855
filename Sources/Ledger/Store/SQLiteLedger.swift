internal import CSQLite
internal import Glibc

/// The ledger in one SQLite file: the writer's side. One process at a time has it; its calls may come from any thread
/// and wait for each other.
///
/// After an I/O error it refuses everything: what the file holds is unknown until it is opened anew. Want of space is
/// different: nothing was done, and the next append may succeed.
public final class SQLiteLedger: LedgerStore, @unchecked Sendable {
    /// Where it lies.
    public let path: String
    private let lock = ThreadLock()
    private let writerLock: WriterLock
    private let writer: LedgerWriter
    private var stopped: StorageError?

    /// Opens a ledger for writing and checks its schema, its head and its tail; texts of appends that never came to
    /// be are swept.
    ///
    /// - Parameter noted: how many events the log is known to have had; texts beside a log that has become shorter are
    ///   not swept.
    /// - Throws: `held` while another process has it, `fault` where it is not what it should be, or older than its
    ///   texts.
    public init(
        path: String, texts: TextStore? = nil, options: LedgerOptions = LedgerOptions(), noted: Int64 = 0
    ) throws(LedgerError) {
        self.path = path
        guard access(path, F_OK) == 0 else { throw StorageFailure.system("open \(path)") }
        writerLock = try WriterLock(ledger: path)
        writer = try LedgerFile.open(path, texts: texts, options: options)
        try texts?.requireNoneLost(from: writer.head.next, noted: noted, ledger: path)
        try texts?.sweep(from: writer.head.next)
    }

    /// Adds a batch in one transaction with one sync.
    public func append(_ batch: [Append]) throws(LedgerError) -> [AppendOutcome] {
        try guarded { () throws(LedgerError) in try writer.append(batch) }
    }

    /// Signs the tree over all events and keeps the note, in a transaction of its own.
    public func checkpoint(signers: [SignerKey], made: Int64) throws(LedgerError) -> CheckpointOutcome {
        try guarded { () throws(LedgerError) in try writer.checkpoint(signers: signers, made: made) }
    }

    /// The last checkpoint; nil where there is none.
    public func lastCheckpoint() throws(LedgerError) -> StoredCheckpoint? {
        try guarded { () throws(LedgerError) in try CheckpointQueries.last(writer.connection) }
    }

    /// The log's origin and its keys.
    public func identity() throws(LedgerError) -> LogIdentity {
        try guarded { () throws(LedgerError) in try LogIdentity.read(writer.connection) }
    }

    /// Does what may wait until everybody has been answered: moves the write-ahead log into the database if it has
    /// grown long enough. Call it after each batch; it is cheap when there is nothing to do.
    public func maintain() throws(LedgerError) {
        try guarded { () throws(LedgerError) in try writer.log.moveIfDue() }
    }

    /// Moves the whole write-ahead log into the database and empties it: the last act before a daemon ends, so that
    /// the ledger lies in one file. What fails here fails only to be tidy; the log is read again at the next start.
    public func settle() throws(LedgerError) {
        try guarded { () throws(LedgerError) in try writer.log.settle() }
    }

    /// Decides and adds in one transaction. Whoever comes from another thread waits for its end: a checkpoint made
    /// in its middle would be a transaction within a transaction.
    public func append<Plan>(
        deciding decide: () throws(LedgerError) -> (Plan, [Append]), meanwhile: @escaping () -> Void
    ) throws(LedgerError) -> (Plan, [AppendOutcome]) {
        try lock.held { () throws(LedgerError) in
            try guarded { () throws(LedgerError) in try writer.begin() }
            let plan: Plan, batch: [Append]
            do throws(LedgerError) {
                (plan, batch) = try decide()
            } catch {
                _ = try? guarded { () throws(LedgerError) in writer.abandon() }
                throw error
            }
            writer.meanwhile = meanwhile
            defer { writer.meanwhile = nil }
            return (plan, try guarded { () throws(LedgerError) in try writer.append(batch, allOrNone: true) })
        }
    }

    /// Where the ledger ends; from memory.
    public func head() throws(LedgerError) -> LedgerHead {
        try guarded { () throws(LedgerError) in writer.head }
    }

    /// The stream's last version; 0 where there is no such stream.
    public func version(of stream: String) throws(LedgerError) -> Int64 {
        try guarded { () throws(LedgerError) in try writer.version(of: stream) }
    }

    /// What is remembered of a command that added events.
    public func receipt(person: String, id: String) throws(LedgerError) -> CommandReceipt? {
        try guarded { () throws(LedgerError) in try writer.queries.receipt(person: person, id: id) }
    }

    /// Lends each event of the positions in order; appends wait meanwhile, so long scans belong to a `LedgerReader`.
    public func scan(_ positions: Range<Int64>,
                     _ visit: (borrowing EventRow) throws(LedgerError) -> Bool) throws(LedgerError) {
        try guarded { () throws(LedgerError) in try writer.queries.scan(positions, visit) }
    }

    /// Lends each event of a stream from a version on; appends wait meanwhile.
    public func scan(stream: String, from version: Int64,
                     _ visit: (borrowing EventRow) throws(LedgerError) -> Bool) throws(LedgerError) {
        try guarded { () throws(LedgerError) in
            try writer.queries.scan(stream: stream, from: version, visit)
        }
    }

    /// The root over all events; from memory, at most some 255 hashes a level of tiles.
    public func root() throws(LedgerError) -> TreeHash {
        try guarded { () throws(LedgerError) in writer.edge.root }
    }

    /// Refuses after an I/O error, and remembers one that happens now.
    private func guarded<Result>(_ body: () throws(LedgerError) -> Result) throws(LedgerError) -> Result {
        try lock.held { () throws(LedgerError) in
            if let stopped { throw .stopped(after: stopped) }
            do throws(LedgerError) {
                return try body()
            } catch {
                if case .storage(let cause) = error, cause.kind == .io { stopped = cause }
                throw error
            }
        }
    }
}
