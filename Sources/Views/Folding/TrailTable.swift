import Ledger
import Lifecycle
import Schema

/// Writes the audit trail: one row per event.
final class TrailTable {
    private let insert: Statement

    init(_ connection: Connection) throws(LedgerError) {
        insert = try connection.prepare("INSERT INTO trail VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
    }

    func add(
        _ row: borrowing EventRow, stream: Int64, _ attention: Attention, _ summary: String, _ postings: [Posting]
    ) throws(LedgerError) {
        insert.bind(1, row.position)
        insert.bind(2, stream)
        insert.bind(3, row.version)
        insert.lend(4, text: row.typeBytes)
        insert.bind(5, row.recorded)
        insert.lend(6, text: row.effectiveBytes)
        insert.lend(7, text: ActorWord.of(row.actorBytes))
        insert.bind(8, TrailAttention(attention).number)
        insert.bind(9, postings.isEmpty ? "" : TrailRow.exceptions(postings).map(\.rawValue).joined(separator: " "))
        insert.bind(10, summary)
        try insert.run("add to the trail")
    }
}

/// The word of an actor's line that lists show: the person's handle, or the line's first word.
enum ActorWord {
    static func of(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let person = line.firstIndex(of: 0x20).flatMap { blank -> Int? in
            let start = blank + 1
            return line[start...].starts(with: "person=".utf8) ? start + 7 : nil
        }
        let start = person ?? 0
        let end = line[start...].firstIndex(of: 0x20) ?? line.count
        return UnsafeRawBufferPointer(rebasing: line[start..<end])
    }

    static func of(_ line: String) -> String {
        var line = line
        return line.withUTF8 { String(decoding: of(UnsafeRawBufferPointer($0)), as: UTF8.self) }
    }
}

extension TrailAttention {
    init(_ attention: Attention) {
        switch attention {
        case .routine: self = .routine
        case .notice: self = .notice
        case .warning: self = .warning
        }
    }

    /// As the table keeps it.
    var number: Int64 {
        switch self {
        case .routine: 0
        case .notice: 1
        case .warning: 2
        }
    }
}
