/// How far a full check goes. A forged position far beyond the others must not have it look for all that would lie
/// between.
struct CheckExtent {
    /// Positions below this one are looked at one by one.
    let size: Int64
    /// Events that lie beyond.
    private(set) var faults: [LedgerFault] = []

    /// Longer gaps than this are named as one fault, by the event behind them.
    private static let gapMax: Int64 = 1_000_000
    /// No row with its entry in the index takes less.
    private static let rowBytesMin: Int64 = 128

    /// A row at 2^63 − 1 has no position behind it: it counts as the end, and is named as one that lies beyond.
    init(_ connection: Connection) throws(LedgerError) {
        let highest = max(try connection.integer("SELECT max(position) FROM event", "read the last position") ?? -1, -1)
        let last = highest == .max ? highest : highest + 1
        let pages = try connection.integer("PRAGMA page_count", "count the pages") ?? 0
        let pageSize = try connection.integer("PRAGMA page_size", "read the pages' size") ?? 0
        if last <= Self.gapMax || last / max(pageSize, 512) <= pages / Self.rowBytesMin {
            size = last
            return
        }
        let count = try connection.integer("SELECT count(*) FROM event", "count the events") ?? 0
        let bound = count + Self.gapMax
        size = try connection.integer("SELECT max(position) + 1 FROM event WHERE position < \(bound)",
                                      "find the end of the events") ?? 0
        let statement = try connection.prepare("""
            SELECT position FROM event WHERE position >= ?1 ORDER BY position LIMIT 99
            """)
        statement.bind(1, bound)
        while try statement.step("read events beyond the others") {
            let position = statement.integer(0)
            faults.append(LedgerFault(.gap, at: size, "event", expected: "position \(size)",
                                      found: "position \(position)"))
            if faults.count == 1 { faults += try Self.commandFaults(connection, position) }
        }
    }

    /// The first event beyond that no command covers, as one within would be named.
    private static func commandFaults(_ connection: Connection,
                                      _ position: Int64) throws(LedgerError) -> [LedgerFault] {
        let covering = try connection.integer(
            "SELECT count(*) FROM command WHERE first <= \(position) AND \(position) - first < count",
            "look for an event's command") ?? 0
        return covering > 0 ? [] : [CommandCursor.uncovered(position)]
    }
}
