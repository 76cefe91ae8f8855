import FoundationEssentials
import Glibc
import Ledger
import Lifecycle
import Schema

/// The ledger's files: where they lie, how they are created, how they are opened.
struct Storage {
    let stateDirectory: String
    let ledgerPath: String
    let textsPath: String
    let viewsPath: String
    /// Where the private key of checkpoints lies.
    let keys: KeyFolder

    init(_ configuration: Configuration) {
        stateDirectory = configuration.stateDirectory
        ledgerPath = configuration.stateDirectory + "/ledger.db"
        textsPath = configuration.stateDirectory + "/texts.db"
        viewsPath = configuration.cacheDirectory + "/views.db"
        keys = KeyFolder(configuration)
    }

    /// Whether a ledger is there already.
    var exists: Bool { FileManager.default.fileExists(atPath: ledgerPath) }

    /// Begins no second log beside what an earlier one left: its texts would be swept as nobody's, and its key would
    /// sign two histories.
    func requireNothingLeft() throws(LedgerError) {
        for path in [textsPath, stateDirectory + "/checkpoint-key"] where FileManager.default.fileExists(atPath: path) {
            throw .fault(LedgerFault(
                .notALedger, "the ledger that \(path) belongs to", expected: ledgerPath,
                found: "none: restore it, or move what is left of it away"))
        }
    }

    /// Makes the folders where they are missing, private to us; one that is there stays as its owner has it.
    static func makeFolders(_ configuration: Configuration) throws(DaemonFault) {
        for folder in [configuration.stateDirectory, configuration.cacheDirectory] { try makeFolder(folder) }
    }

    private static func makeFolder(_ folder: String) throws(DaemonFault) {
        var isFolder = false
        if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) {
            guard isFolder else { throw DaemonFault(.configuration, "\(folder) is no folder") }
            return
        }
        if let slash = folder.dropLast().lastIndex(of: "/"), slash != folder.startIndex {
            try makeFolder(String(folder[..<slash]))
        }
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw DaemonFault(.configuration, "cannot make \(folder): \(String(cString: strerror(errno)))")
        }
    }

    /// Closes the ledger's, the texts' and the views' files to others, whatever the umask was under which they were
    /// made and whoever may enter their folders: SQLite gives its write-ahead logs the mode of their databases. The
    /// owner's group may go on reading what it could read. Files that are not ours to change stay as they are.
    static func closeFiles(_ configuration: Configuration) {
        umask(0o077)
        for folder in [configuration.stateDirectory, configuration.cacheDirectory] {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
                guard ["ledger.db", "texts.db", "views.db"].contains(where: name.hasPrefix) else { continue }
                closeFile(folder + "/" + name)
            }
        }
    }

    private static func closeFile(_ path: String) {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return }
        defer { Glibc.close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o037 != 0 else {
            return
        }
        _ = fchmod(descriptor, status.st_mode & 0o740)
    }

    /// Creates the ledger with its first two events: what it is, and the first policy, both by the installation.
    func create(_ configuration: Configuration) throws(LedgerError) {
        var policy = Policy.standard
        policy.separation = configuration.separation
        let now = Instant.now
        let events: [any Event] = [
            LedgerCreated(origin: Label(configuration.origin) ?? "engaged"),
            PolicyAdopted(installing: policy),
        ]
        let day = now.civilDate.description
        let append = Append(
            commandID: CommandNumbers.fresh(now), person: Actor.installation.namespace,
            parameters: Array(repeating: 0, count: 32), actor: .installation, recorded: now.microseconds,
            expected: [.init(stream: StreamID.governance.name, version: 0)],
            events: events.map { Storage.draft($0, day) })
        try SQLiteLedger.create(path: ledgerPath, genesis: [append])
    }

    /// The adoption of the first key, by the installation.
    static func installed(_ key: VerifierKey, _ now: Instant, recorded: Int64) throws(LedgerError) -> Append {
        guard let text = Label(key.description) else {
            throw .storage(StorageError(.other, "adopt the first checkpoint key", message: "\(key) is no label"))
        }
        return Append(
            commandID: CommandNumbers.fresh(now), person: Actor.installation.namespace,
            parameters: Array(repeating: 0, count: 32), actor: .installation, recorded: recorded, expected: [],
            events: [draft(CheckpointKeyAdopted(verifierKey: text), now.civilDate.description)])
    }

    private static func draft<E: Event>(_ event: E, _ day: String) -> EventDraft {
        EventDraft(
            stream: StreamID.governance.name, type: E.kind, schema: E.schemaVersion, effective: day,
            body: JSONWriter.encode(event))
    }
}
