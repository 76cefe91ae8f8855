internal import CSQLite
internal import Glibc

/// A copy of a database and its write-ahead log in a folder of its own, removed with the object.
package final class TemporaryCopy {
    package let path: String
    private let folder: String

    /// A copy of a database that nobody writes.
    package init(of source: String) throws(LedgerError) {
        (folder, path) = try Self.makeFolder()
        try Self.copy(source, to: path)
        if access(source + "-wal", F_OK) == 0 { try Self.copy(source + "-wal", to: path + "-wal") }
    }

    /// A copy, made by SQLite, of a database that somebody may be writing, this process perhaps: to read the file by
    /// hand would give a torn copy, and to close it then would drop this process's locks on it (fcntl(2)).
    package init(ofLive source: String) throws(LedgerError) {
        (folder, path) = try Self.makeFolder()
        let connection = try Connection(path: source, flags: SQLITE_OPEN_READONLY)
        let copy = try connection.prepare("VACUUM INTO ?1")
        copy.bind(1, path)
        try copy.run("copy \(source)")
    }

    private static func makeFolder() throws(LedgerError) -> (folder: String, path: String) {
        var template = Array("\(Self.place)/engaged-ledger-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw StorageFailure.system("make a temporary folder") }
        let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return (folder, folder + "/ledger")
    }

    deinit {
        for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
        rmdir(folder)
    }

    private static var place: String {
        getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    }

    private static func copy(_ source: String, to target: String) throws(LedgerError) {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw StorageFailure.system("open \(source)") }
        defer { close(input) }
        let output = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard output >= 0 else { throw StorageFailure.system("copy to \(target)") }
        defer { close(output) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let count = read(input, &buffer, buffer.count)
            guard count >= 0 else { throw StorageFailure.system("read \(source)") }
            if count == 0 { return }
            guard write(output, buffer, count) == count else { throw StorageFailure.system("copy to \(target)") }
        }
    }
}
