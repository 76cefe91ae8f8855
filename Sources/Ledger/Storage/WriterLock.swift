internal import Glibc

/// Keeps a second writer out: an flock on the file `<ledger>.lock`, which says who holds it.
///
/// A file of its own, because closing any descriptor of the database would drop SQLite's own locks.
final class WriterLock {
    private let descriptor: Int32

    init(ledger path: String) throws(LedgerError) {
        let file = path + ".lock"
        descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o640)
        guard descriptor >= 0 else { throw StorageFailure.system("open \(file)") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let isHeld = errno == EWOULDBLOCK
            let failure = StorageFailure.system("lock \(file)")
            throw isHeld ? LedgerError.held(path: path, byProcess: Self.holder(descriptor)) : failure
        }
        Self.write("\(getpid())\n", to: descriptor)
    }

    /// Unlocked by hand: a child process between fork and exec may still have the descriptor.
    ///
    /// Runs too after an init that threw: nothing but this closes the descriptor, for a second close would hit
    /// whatever file another thread has opened under the number meanwhile.
    deinit {
        guard descriptor >= 0 else { return }
        flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Whether a process that writes has the ledger open.
    ///
    /// - Throws: where the user may not know: reading a file that is written to as if it were at rest gives nonsense.
    static func isHeld(ledger path: String) throws(LedgerError) -> Bool {
        let descriptor = open(path + ".lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else {
            if errno == ENOENT { return false }
            throw StorageFailure.system("look whether \(path).lock is held")
        }
        defer { close(descriptor) }
        return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
    }

    /// The number is a courtesy to people, so it may fail to be written.
    private static func write(_ text: String, to descriptor: Int32) {
        guard ftruncate(descriptor, 0) == 0 else { return }
        let bytes = Array(text.utf8)
        _ = pwrite(descriptor, bytes, bytes.count, 0)
    }

    private static func holder(_ descriptor: Int32) -> Int32? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return count > 0 ? Int32(String(decoding: bytes.prefix(count).prefix { $0 != 0x0A }, as: UTF8.self)) : nil
    }
}
