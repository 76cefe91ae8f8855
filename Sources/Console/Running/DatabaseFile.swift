internal import Glibc

/// A file that somebody else made and that is taken for a database: looked at before SQLite is, which would wait for
/// the other end of a pipe.
enum DatabaseFile {
    private static let magic = Array("SQLite format 3\0".utf8)
    private static let headerLength = 100

    /// Refuses what is no ordinary file, or does not begin as a database does: then the wrong file was named. What
    /// begins so and is damaged behind is the verification's to say.
    static func require(_ path: String) throws(CommandFailure) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw .badInput("\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw .badInput("\(path) is no ordinary file")
        }
        var header = [UInt8](repeating: 0, count: headerLength)
        let count = read(descriptor, &header, headerLength)
        guard count == headerLength, header.starts(with: magic) else {
            throw .badInput("\(path) is no SQLite database")
        }
    }
}
