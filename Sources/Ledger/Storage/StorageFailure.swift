internal import CSQLite
internal import Glibc

/// Turns what SQLite and the kernel say into the errors of this module.
enum StorageFailure {
    static func error(_ code: Int32, on handle: OpaquePointer?, _ operation: String) -> LedgerError {
        let extended = handle.map { sqlite3_extended_errcode($0) } ?? code
        let full = extended & 0xFF == code & 0xFF ? extended : code
        let message = handle.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(code))
        let number = handle.map { sqlite3_system_errno($0) } ?? 0
        if let fault = fault(full, operation, message) { return .fault(fault) }
        return .storage(.init(kind(full, number), operation, code: full, message: message, errno: number))
    }

    /// The last system call's error.
    static func system(_ operation: String) -> LedgerError {
        let number = Glibc.errno
        let message = String(cString: strerror(number))
        return .storage(.init(kind(errno: number), operation, message: message, errno: number))
    }

    private static func fault(_ code: Int32, _ operation: String, _ message: String) -> LedgerFault? {
        switch code & 0xFF {
        case SQLITE_NOTADB:
            LedgerFault(.notADatabase, operation, expected: "an SQLite database", found: message)
        case SQLITE_CORRUPT:
            LedgerFault(.damaged, operation, expected: "a sound SQLite database", found: message)
        default: nil
        }
    }

    /// SQLITE_IOERR_WRITE and SQLITE_IOERR_SHMSIZE, whose macros Swift does not import.
    private static let ioWrite = SQLITE_IOERR | (3 << 8)
    private static let ioSharedMemorySize = SQLITE_IOERR | (19 << 8)

    /// A failed sync stays an I/O error even for want of space: what reached the disk is unknown then.
    private static func kind(_ code: Int32, _ number: Int32) -> StorageError.Kind {
        switch code {
        case ioWrite: return number == ENOSPC || number == EDQUOT ? .full : .io
        case ioSharedMemorySize: return .full
        default: break
        }
        switch code & 0xFF {
        case SQLITE_FULL: return .full
        case SQLITE_IOERR: return .io
        case SQLITE_READONLY: return .readOnly
        case SQLITE_PERM, SQLITE_AUTH: return .denied
        case SQLITE_CANTOPEN: return kind(errno: number) == .io ? .other : kind(errno: number)
        default: return .other
        }
    }

    private static func kind(errno number: Int32) -> StorageError.Kind {
        switch number {
        case ENOSPC, EDQUOT: .full
        case EIO: .io
        case EROFS: .readOnly
        case ENOENT, ENOTDIR: .absent
        case EEXIST: .exists
        case EACCES, EPERM: .denied
        default: .other
        }
    }
}
