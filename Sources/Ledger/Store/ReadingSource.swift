internal import CSQLite
internal import Glibc

/// How a file is read without writing beside it.
final class ReadingSource {
    private enum Manner {
        /// A writer has it: SQLite reads beside it through the shared memory that is already there.
        case live
        /// Nobody has it and its log is empty: SQLite may take the file for one that never changes.
        case still
        /// Nobody has it and its log is not empty: a copy of both is read.
        case copied(TemporaryCopy)
    }

    private let path: String
    private let options: LedgerOptions
    private let manner: Manner
    private let state: FileState

    /// - Parameter ledger: whose lock says that a writer has the file; of a ledger its own.
    init(_ path: String, _ options: LedgerOptions, heldWith ledger: String? = nil) throws(LedgerError) {
        self.path = path
        self.options = options
        state = try FileState(path)
        let isHeld = try WriterLock.isHeld(ledger: ledger ?? path)
        if isHeld || options.fileSystem != nil {
            manner = .live
        } else if state.logLength > 0 {
            manner = .copied(try TemporaryCopy(of: path))
        } else {
            manner = .still
        }
    }

    /// A new connection; several may be open, as the full check's workers are.
    func connect() throws(LedgerError) -> Connection {
        switch manner {
        case .live:
            return try Connection(path: path, flags: SQLITE_OPEN_READONLY, vfs: options.fileSystem)
        case .still:
            let uri = "file:\(Self.escaped(path))?immutable=1"
            return try Connection(path: path, uri: uri, flags: SQLITE_OPEN_READONLY)
        case .copied(let copy):
            return try Connection(path: copy.path, flags: SQLITE_OPEN_READWRITE)
        }
    }

    /// What speaks against a file that was read as one that does not change.
    func disturbance() throws(LedgerError) -> LedgerFault? {
        guard case .still = manner, try FileState(path) != state else { return nil }
        return LedgerFault(.disturbed, "\(path) while it was read", expected: "a file that nobody writes",
                           found: "a changed one: read it again")
    }

    /// What is wrong with the length of a file that nobody has and that has no log. Beside a writer, or with a log left
    /// over, the file may lack what stands in the log.
    func lengthFault() -> LedgerFault? {
        guard case .still = manner else { return nil }
        return FileLength.fault(path)
    }

    private static func escaped(_ path: String) -> String {
        var uri = path.hasPrefix("/") ? "//" : ""
        for byte in path.utf8 {
            let isPlain = Identifier.isValid(String(UnicodeScalar(byte))) && byte != 0x3A && byte < 0x80
            if isPlain {
                uri.unicodeScalars.append(UnicodeScalar(byte))
            } else {
                uri += "%" + [byte].withUnsafeBytes { Digits.hexText($0) }
            }
        }
        return uri
    }
}

/// What can be seen of a file from outside when somebody writes to it.
struct FileState: Equatable {
    let length: Int
    let modifiedSeconds: Int
    let modifiedNanoseconds: Int
    let node: UInt64
    let logLength: Int

    init(_ path: String) throws(LedgerError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw StorageFailure.system("open \(path)") }
        guard access(path, R_OK) == 0 else { throw StorageFailure.system("open \(path)") }
        length = Int(status.st_size)
        modifiedSeconds = status.st_mtim.tv_sec
        modifiedNanoseconds = status.st_mtim.tv_nsec
        node = UInt64(status.st_ino)
        var log = stat()
        logLength = stat(path + "-wal", &log) == 0 ? Int(log.st_size) : 0
    }
}
