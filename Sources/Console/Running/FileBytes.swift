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

    /// Replaces a small file whole, so that a reader sees the old or the new text and nothing between.
    static func replace(_ path: String, with text: String) throws(CommandFailure) {
        let draft = "\(path).\(getpid())"
        let file = fopen(draft, "w")
        guard let file else { throw CommandFailure(.configuration, "\(draft): \(String(cString: strerror(errno)))") }
        fputs(text, file)
        guard fclose(file) == 0, rename(draft, path) == 0 else {
            throw CommandFailure(.configuration, "\(path): \(String(cString: strerror(errno)))")
        }
    }
}
