internal import Glibc

/// Files and folders that only their owner reads, made durable before anybody relies on them.
enum PrivateFiles {
    /// From now on nothing that this process makes is open to others.
    static func close() { umask(0o077) }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Makes a folder unless it is there.
    static func makeFolder(_ path: String) throws(CommandFailure) {
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw failure(path) }
    }

    /// Writes a whole file and syncs it.
    static func write(_ bytes: [UInt8], to path: String) throws(CommandFailure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        defer { Glibc.close(descriptor) }
        try write(bytes, descriptor, path)
        guard fsync(descriptor) == 0 else { throw failure(path) }
    }

    /// Writes all of the bytes.
    static func write(_ bytes: [UInt8], _ descriptor: Int32, _ path: String) throws(CommandFailure) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            done += count
        }
    }

    /// Copies a file and syncs the copy; an old one of that name is replaced.
    static func copy(_ source: String, to target: String, _ copied: (Int64) -> Void) throws(CommandFailure) {
        let input = open(source, O_RDONLY | O_CLOEXEC)
        guard input >= 0 else { throw failure(source) }
        defer { Glibc.close(input) }
        unlink(target)
        let output = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard output >= 0 else { throw failure(target) }
        defer { Glibc.close(output) }
        var piece = [UInt8](repeating: 0, count: 1 << 20)
        var done: Int64 = 0
        while true {
            let count = read(input, &piece, piece.count)
            guard count >= 0 else { throw failure(source) }
            if count == 0 { break }
            try write(Array(piece.prefix(count)), output, target)
            done += Int64(count)
            copied(done)
        }
        guard fsync(output) == 0 else { throw failure(target) }
    }

    /// The file's length in bytes; 0 where there is none.
    static func length(_ path: String) -> Int64 {
        var status = stat()
        return stat(path, &status) == 0 ? Int64(status.st_size) : 0
    }

    /// Lets the file have the owner of the folder that it lies in, where we may say so.
    static func giveToOwner(ofFolder folder: String, _ path: String) throws(CommandFailure) {
        var status = stat()
        guard geteuid() == 0, stat(folder, &status) == 0 else { return }
        guard chown(path, status.st_uid, status.st_gid) == 0 else { throw failure(path) }
    }

    /// Gives something its final name, durably, and never over something that is there.
    static func publish(_ draft: String, as path: String) throws(CommandFailure) {
        guard !exists(path) else { throw CommandFailure(.badInput, "\(path) exists; nothing is overwritten") }
        guard rename(draft, path) == 0 else { throw failure(path) }
        try syncFolder(parent(path))
    }

    /// The path from the root, as far as it can be told.
    static func absolute(_ path: String) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// The folder that a path lies in.
    static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    static func syncFolder(_ path: String) throws(CommandFailure) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { Glibc.close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure(path) }
    }

    static func failure(_ path: String) -> CommandFailure {
        CommandFailure(.configuration, "\(path): \(String(cString: strerror(errno)))")
    }
}
