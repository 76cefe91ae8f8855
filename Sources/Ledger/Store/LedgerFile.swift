internal import CSQLite
internal import Glibc

/// Opening and creating the file itself, its lock being held.
enum LedgerFile {
    static func open(_ path: String, texts: TextStore?, options: LedgerOptions) throws(LedgerError) -> LedgerWriter {
        do throws(LedgerError) {
            let vfs = try Connection.gathering(over: options.fileSystem)
            let connection = try Connection(path: path, flags: SQLITE_OPEN_READWRITE, vfs: vfs)
            guard sqlite3_db_readonly(connection.handle, "main") == 0 else {
                throw .storage(.init(.readOnly, "open \(path) for writing", message: "the file may not be written"))
            }
            let writer = try LedgerWriter(connection, texts: texts, options: options)
            if options.fileSystem == nil { writer.log.lengthen() }
            return writer
        } catch {
            throw FileLength.explain(error, path)
        }
    }

    /// Makes a ledger with its first events beside its place, and moves it there in one step.
    static func create(_ path: String, genesis: [Append], options: LedgerOptions) throws(LedgerError) {
        let draft = path + ".new"
        for file in [path, path + "-wal"] where access(file, F_OK) == 0 {
            throw .storage(.init(.exists, "create \(path)", message: "\(file) exists", errno: EEXIST))
        }
        for file in [draft, draft + "-wal", draft + "-shm", draft + "-journal"] { unlink(file) }
        try write(draft, genesis, options)
        guard link(draft, path) == 0 else { throw StorageFailure.system("create \(path)") }
        unlink(draft)
        try syncFolder(of: path)
    }

    /// Closing moves the write-ahead log into the file and syncs it, so that the file is whole by itself.
    private static func write(_ draft: String, _ genesis: [Append], _ options: LedgerOptions) throws(LedgerError) {
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        let connection = try Connection(path: draft, flags: flags, vfs: options.fileSystem)
        try connection.execute("PRAGMA page_size = 4096; BEGIN; \(LedgerSchema.text) COMMIT", "create the schema")
        let writer = try LedgerWriter(connection, texts: nil, options: options)
        for outcome in try writer.append(genesis) {
            guard case .appended = outcome else {
                throw .storage(.init(.other, "create a ledger", message: "its first events are refused: \(outcome)"))
            }
        }
        try connection.emptyLog()
    }

    private static func syncFolder(of path: String) throws(LedgerError) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
        let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw StorageFailure.system("open \(folder)") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw StorageFailure.system("sync \(folder)") }
    }
}

extension SQLiteLedger {
    /// Creates a ledger with its first events, wholly or not at all.
    ///
    /// - Throws: `StorageError.exists` where there is a ledger, or the log of a lost one.
    public static func create(path: String, genesis: [Append],
                              options: LedgerOptions = LedgerOptions()) throws(LedgerError) {
        let lock = try WriterLock(ledger: path)
        defer { withExtendedLifetime(lock) {} }
        try LedgerFile.create(path, genesis: genesis, options: options)
    }
}
