import Glibc
import Testing

/// Runs a program as a person would.
enum Shell {
    static func output(_ command: String) throws -> String {
        let pipe = try #require(popen(command, "r"))
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while case let count = fread(&chunk, 1, chunk.count, pipe), count > 0 { bytes += chunk.prefix(count) }
        let status = pclose(pipe)
        try #require(status == 0, "\(command): status \(status)")
        return String(decoding: bytes, as: UTF8.self)
    }
}
