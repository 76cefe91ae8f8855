import Glibc
import Testing

/// Files of the project that tests are held against. What is missing fails the test; nothing is ever written.
enum ProjectFiles {
    static func bytes(_ path: String, from source: String = #filePath) throws -> [UInt8] {
        let root = source.components(droppingLast: 4)
        return try read(root + "/" + path)
    }

    static func text(_ path: String) throws -> String { String(decoding: try bytes(path), as: UTF8.self) }

    /// The lines of a table, without comments, split at tabs.
    static func rows(_ path: String) throws -> [[String]] {
        try text(path).split(separator: "\n").filter { !$0.hasPrefix("#") }
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }

    static func read(_ path: String) throws -> [UInt8] {
        let file = try #require(fopen(path, "rb"), "\(path) is missing")
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk.prefix(count) }
        return bytes
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        let file = try #require(fopen(path, "wb"))
        defer { fclose(file) }
        try #require(fwrite(bytes, 1, bytes.count, file) == bytes.count)
    }
}

extension String {
    fileprivate func components(droppingLast count: Int) -> String {
        split(separator: "/", omittingEmptySubsequences: false).dropLast(count).joined(separator: "/")
    }
}
