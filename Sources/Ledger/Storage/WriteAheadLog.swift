internal import CSQLite
internal import Glibc

/// When the write-ahead log is moved into the database, and how long its file is.
///
/// SQLite's own rule would stop a commit every 1000 pages. Here the move waits until the writer has answered
/// (`moveIfDue`), and the file is filled with zeros beforehand: a commit that overwrites bytes needs no change of the
/// file's length in its sync. Zeros are no valid frame, so recovery ends where they begin.
final class WriteAheadLog {
    private let connection: Connection
    private let frames: UnsafeMutablePointer<Int32>
    private let pages: Int32
    private var due: Int32

    init(_ connection: Connection, pages: Int32) {
        self.connection = connection
        self.pages = pages
        due = pages
        frames = .allocate(capacity: 1)
        frames.initialize(to: 0)
        csqlite_count_wal_frames(connection.handle, frames)
    }

    deinit { frames.deallocate() }

    /// Moves the log if it is long enough; called when nobody waits.
    func moveIfDue() throws(LedgerError) {
        if frames.pointee < due - pages { due = pages }
        guard frames.pointee >= due else { return }
        due = frames.pointee + pages
        try connection.checkpoint(SQLITE_CHECKPOINT_PASSIVE)
    }

    /// Moves all of the log and cuts its file to nothing.
    func settle() throws(LedgerError) { try connection.checkpoint(SQLITE_CHECKPOINT_TRUNCATE) }

    /// Moves the log before a commit if nobody found the time for twice its length.
    func moveIfOverdue() throws(LedgerError) {
        if frames.pointee >= due + pages { try moveIfDue() }
    }

    /// Fills the file up to its working length. What fails here fails only to be fast.
    func lengthen() {
        let descriptor = open(connection.path + "-wal", O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return }
        let zeros = [UInt8](repeating: 0, count: 1 << 20)
        let end = Int(pages + pages / 8) * (4096 + 24) + 32
        var offset = Int(status.st_size)
        while offset < end {
            let count = pwrite(descriptor, zeros, min(zeros.count, end - offset), offset)
            guard count > 0 else { break }
            offset += count
        }
        fdatasync(descriptor)
    }
}
