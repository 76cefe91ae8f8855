internal import Glibc

/// Holds a file's length against what its header says. SQLite says the same of a file that was cut off as of one that
/// is damaged otherwise, and nothing at all of bytes behind the last page.
enum FileLength {
    /// Whether a file without a log has exactly the pages that its header counts.
    static func fault(_ path: String) -> LedgerFault? {
        guard let (expected, found) = lengths(path), found != expected else { return nil }
        return fault(path, expected, found)
    }

    private static func fault(_ path: String, _ expected: Int, _ found: Int) -> LedgerFault {
        LedgerFault(found < expected ? .truncated : .damaged, "length of \(path)", expected: "\(expected) bytes",
                    found: "\(found) bytes")
    }

    static func explain(_ error: LedgerError, _ path: String) -> LedgerError {
        guard case .fault(let fault) = error, [.damaged, .notADatabase, .notALedger].contains(fault.kind),
              let (expected, found) = lengths(path), found < expected else { return error }
        return .fault(Self.fault(path, expected, found))
    }

    /// The length that the database's header speaks of (page size at 16, page count at 28), and the file's.
    private static func lengths(_ path: String) -> (expected: Int, found: Int)? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        var header = [UInt8](repeating: 0, count: 32)
        let count = pread(descriptor, &header, 32, 0)
        guard fstat(descriptor, &status) == 0, count > 0 else { return nil }
        let found = Int(status.st_size)
        let magic = Array("SQLite format 3\0".utf8)
        guard header.starts(with: magic.prefix(count)) else { return nil }
        if count < 32 { return (4096, found) }
        let size = Int(header[16]) << 8 | Int(header[17])
        let pages = header[28...].reduce(0) { $0 << 8 | Int($1) }
        return ((size == 1 ? 65_536 : size) * pages, found)
    }
}
