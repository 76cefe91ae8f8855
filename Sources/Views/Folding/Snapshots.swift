import Ledger
import Lifecycle
import Schema

/// States of long streams, written down from time to time so that no read folds a whole life.
final class Snapshots {
    private let find, insert, last: Statement

    init(_ connection: Connection) throws(LedgerError) {
        find = try connection.prepare("""
            SELECT state FROM snapshot WHERE stream = ?1 AND version <= ?2 AND position <= ?3 AND format = ?4
            ORDER BY version DESC LIMIT 1
            """)
        last = try connection.prepare("SELECT max(version) FROM snapshot WHERE stream = ?1 AND format = ?2")
        insert = try connection.prepare("INSERT OR REPLACE INTO snapshot VALUES (?1, ?2, ?3, ?4, ?5)")
    }

    /// The latest state within the limit, and how many bytes it took; none where there is none that can be read.
    func latest<State: StreamState>(
        _ stream: String, _ limit: StateLimit, _ format: [UInt8]
    ) throws(LedgerError) -> (state: State, bytes: Int)? {
        defer { find.reset() }
        find.bind(1, stream)
        find.bind(2, limit.version)
        find.bind(3, limit.position)
        find.bind(4, format)
        guard try find.step("look for a snapshot") else { return nil }
        let bytes = find.bytes(0).bindMemory(to: UInt8.self)
        guard let state = try? State.decode(bytes) else { return nil }
        return (state, bytes.count)
    }

    /// Version of the stream's last snapshot; 0 where there is none.
    func lastVersion(_ stream: String, _ format: [UInt8]) throws(LedgerError) -> Int64 {
        defer { last.reset() }
        last.bind(1, stream)
        last.bind(2, format)
        return try last.step("look for the last snapshot") ? last.integer(0) : 0
    }

    /// Writes a state down.
    func save(_ state: some StreamState, of stream: String, _ format: [UInt8]) throws(LedgerError) {
        insert.bind(1, stream)
        insert.bind(2, state.version)
        insert.bind(3, state.position)
        insert.bind(4, format)
        insert.bind(5, JSONWriter.encode(state))
        try insert.run("save a snapshot")
    }
}

/// How far a state may have come: up to these, both included.
struct StateLimit {
    var version: Int64 = .max
    var position: Int64 = .max

    /// Whether a state has not come further.
    func allows(_ state: some StreamState) -> Bool { state.version <= version && state.position <= position }

    /// Whether a row belongs to it.
    func allows(_ row: borrowing EventRow) -> Bool { row.version <= version && row.position <= position }
}
