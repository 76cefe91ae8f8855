internal import Glibc

/// Whole files of input, `-` being standard input.
enum FileBytes {
    /// The largest input taken, in bytes.
    static let bytesMax = 64 << 20

    static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
        let descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .badInput("\(path): \(String(cString: strerror(errno)))") }
        defer { if descriptor > 0 { close(descriptor) } }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &piece, piece.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .badInput("\(path): \(String(cString: strerror(errno)))") }
            guard count > 0 else { return bytes }
            bytes += piece.prefix(count)
            guard bytes.count <= bytesMax else { throw .badInput("\(path) is larger than \(bytesMax >> 20) MiB") }
        }
    }

    /// Whether there is something of that name.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Refuses a file that is there, before anything is asked for: what a person kept is not written over.
    static func requireAbsent(_ path: String, unless isReplaced: Bool) throws(CommandFailure) {
        var status = stat()
        guard !isReplaced, lstat(path, &status) == 0 else { return }
        throw .badInput("\(path) exists; nothing is overwritten", hint: "name another file, or say --replace")
    }

    /// Writes a small file that a person keeps: whole, and over another only where that is wanted.
    static func keep(_ path: String, _ text: String, replacing isReplaced: Bool) throws(CommandFailure) {
        if isReplaced { return try replace(path, with: text) }
        let draft = try draft(of: path, text)
        defer { unlink(draft) }
        guard link(draft, path) == 0 else {
            guard errno == EEXIST else { throw PrivateFiles.failure(path) }
            return try requireAbsent(path, unless: false)
        }
    }

    /// Replaces a small file whole, so that a reader sees the old or the new text and nothing between.
    static func replace(_ path: String, with text: String) throws(CommandFailure) {
        let draft = try draft(of: path, text)
        guard rename(draft, path) == 0 else {
            let failure = PrivateFiles.failure(path)
            unlink(draft)
            throw failure
        }
    }

    private static func draft(of path: String, _ text: String) throws(CommandFailure) -> String {
        let draft = "\(path).\(getpid())"
        guard let file = fopen(draft, "w") else { throw PrivateFiles.failure(draft) }
        let isWritten = fputs(text, file) >= 0
        guard fclose(file) == 0, isWritten else {
            let failure = PrivateFiles.failure(draft)
            unlink(draft)
            throw failure
        }
        return draft
    }
}
