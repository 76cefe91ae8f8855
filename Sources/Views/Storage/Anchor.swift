import Ledger

/// The last event's leaf, kept with the views: a ledger that does not have it there is another one, or an earlier one.
enum Anchor {
    static func save(
        at position: Int64, of ledger: LedgerReader, _ connection: Connection
    ) throws(LedgerError) {
        guard let event = try ledger.event(at: position) else { return }
        let statement = try connection.prepare("INSERT OR REPLACE INTO anchor VALUES (0, ?1, ?2)")
        statement.bind(1, position)
        statement.bind(2, event.header.leaf)
        try statement.run("anchor the views")
    }

    /// What speaks against the views having come from this ledger; none where nothing does.
    static func objection(_ connection: Connection, _ ledger: LedgerReader) throws(LedgerError) -> String? {
        let statement = try connection.prepare("SELECT position, leaf FROM anchor")
        guard try statement.step("read the anchor") else {
            let last = try connection.integer("SELECT max(position) FROM progress", "read the views' progress") ?? -1
            return last < 0 ? nil : "they do not say which ledger they are of"
        }
        let position = statement.integer(0)
        guard let event = try ledger.event(at: position) else {
            return "they stand at position \(position), which the ledger has not reached"
        }
        return statement.hash(1) == event.header.leaf ? nil : "position \(position) of the ledger is another event"
    }
}
