internal import Glibc
import Ledger
import Lifecycle

/// Authors read lately, by their lines' bytes: most events are by a few hands, and taking a line apart makes strings.
public struct AuthorMemory {
    private struct Entry {
        var line: [UInt8]
        var author: Author
    }

    private var entries = [Entry?](repeating: nil, count: 16)

    /// An empty memory.
    public init() {}

    /// The author of a row.
    mutating func author(_ row: borrowing EventRow) -> Author {
        let line = row.actorBytes
        let place = AuthorMemory.place(line)
        if let entry = entries[place], AuthorMemory.isSame(entry.line, line) { return entry.author }
        let author = Author(line: String(decoding: line, as: UTF8.self))
        entries[place] = Entry(line: [UInt8](line), author: author)
        return author
    }

    private static func place(_ line: UnsafeRawBufferPointer) -> Int {
        var sum: UInt8 = 0
        for byte in line.prefix(24) { sum = sum &* 31 &+ byte }
        return Int(sum & 15)
    }

    private static func isSame(_ known: [UInt8], _ line: UnsafeRawBufferPointer) -> Bool {
        guard known.count == line.count, let bytes = line.baseAddress else { return false }
        return known.withUnsafeBytes { $0.baseAddress.map { memcmp($0, bytes, line.count) == 0 } ?? false }
    }
}
