import Ledger
import Lifecycle

/// A stream as the views know it.
final class StreamEntry {
    let id: Int64
    let name: String
    let stream: StreamID?
    /// Version at which a snapshot is due; unknown until the stream is looked at.
    var snapshotDue: Int64?

    init(id: Int64, name: String) {
        self.id = id
        self.name = name
        stream = StreamID(name: name)
    }
}

/// Numbers streams in the order of their first events.
final class StreamTable {
    private let find, insert: Statement
    private var entries: [String: StreamEntry] = [:]
    private static let entriesMax = 65_536

    init(_ connection: Connection) throws(LedgerError) {
        find = try connection.prepare("SELECT id FROM stream WHERE name = ?1")
        insert = try connection.prepare("""
            INSERT INTO stream VALUES ((SELECT coalesce(max(id), 0) + 1 FROM stream), ?1) RETURNING id
            """)
    }

    func entry(_ name: String) throws(LedgerError) -> StreamEntry {
        if let entry = entries[name] { return entry }
        let id = if let found = try number(find, name) { found } else { try number(insert, name) ?? 0 }
        let entry = StreamEntry(id: id, name: name)
        if entries.count >= Self.entriesMax { reset() }
        entries[name] = entry
        return entry
    }

    /// Forgets all, as after a batch that was taken back.
    func reset() { entries = [:] }

    private func number(_ statement: Statement, _ name: String) throws(LedgerError) -> Int64? {
        defer { statement.reset() }
        statement.bind(1, name)
        return try statement.step("number a stream") ? statement.integer(0) : nil
    }
}
