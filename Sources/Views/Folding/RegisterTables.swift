import Ledger
import Lifecycle
import Schema

/// One row of a register: its key, what lists filter and sort by, and the row itself.
struct RegisterRow {
    var key: String
    var engagement = ""
    var mark = ""
    var rank = ""
    var row: [UInt8]
}

/// Writes the registers: rows that know since and until which position they hold.
final class RegisterTables {
    private var tables: [ViewName: Table] = [:]
    /// Which views take the event at hand.
    var taking: (ViewName) -> Bool = { _ in true }

    /// The rows of the list as they stand: nearly every event of an engagement asks for its own.
    private var cards: [String: EngagementRow] = [:]
    private static let cardsMax = 8_192

    private struct Table {
        let current, end, put: Statement
    }

    init(_ connection: Connection) throws(LedgerError) {
        for view in ViewSchema.registers {
            let name = view.rawValue
            tables[view] = Table(
                current: try connection.prepare(
                    "SELECT row FROM \(name) WHERE key = ?1 ORDER BY since DESC LIMIT 1"),
                end: try connection.prepare(
                    "UPDATE \(name) SET until = ?2 WHERE key = ?1 AND until IS NULL AND since < ?2"),
                put: try connection.prepare(
                    "INSERT OR REPLACE INTO \(name) VALUES (?1, ?2, NULL, ?3, ?4, ?5, ?6)"))
        }
    }

    /// The row that holds now; none where there is none.
    ///
    /// - Throws: `LedgerFault.Kind.damaged` where it cannot be read.
    func current<Row: Message>(_ view: ViewName, _ key: String) throws(LedgerError) -> Row? {
        guard let statement = tables[view]?.current else { return nil }
        defer { statement.reset() }
        statement.bind(1, key)
        guard try statement.step("read a row") else { return nil }
        do throws(JSONFault) {
            return try Row.decode(statement.bytes(0).bindMemory(to: UInt8.self))
        } catch {
            throw .fault(.init(.damaged, "row \(key) of \(view.rawValue)", expected: "a row", found: "\(error)"))
        }
    }

    /// An engagement's row in the list; none before its first.
    func card(_ key: String) throws(LedgerError) -> EngagementRow? {
        if let card = cards[key] { return card }
        let card: EngagementRow? = try current(.engagement, key)
        if let card { remember(card, key) }
        return card
    }

    /// Lets this be an engagement's row from the position on.
    func put(card: EngagementRow, at position: Int64) throws(LedgerError) {
        let key = card.id.rawValue
        try put(
            .engagement,
            RegisterRow(key: key, engagement: key, mark: card.phase.rawValue, row: JSONWriter.encode(card)),
            at: position)
        if taking(.engagement) { remember(card, key) }
    }

    /// Forgets what memory holds, after a batch that was taken back.
    func reset() { cards = [:] }

    private func remember(_ card: EngagementRow, _ key: String) {
        if cards.count >= Self.cardsMax { cards = [:] }
        cards[key] = card
    }

    /// Ends the row that held and lets this one hold from the position on.
    func put(_ view: ViewName, _ row: RegisterRow, at position: Int64) throws(LedgerError) {
        guard taking(view), let table = tables[view] else { return }
        table.end.bind(1, row.key)
        table.end.bind(2, position)
        try table.end.run("end a row")
        table.put.bind(1, row.key)
        table.put.bind(2, position)
        table.put.bind(3, row.engagement)
        table.put.bind(4, row.mark)
        table.put.bind(5, row.rank)
        try row.row.withUnsafeBufferPointer { (bytes) throws(LedgerError) in
            table.put.lend(6, text: UnsafeRawBufferPointer(bytes))
            try table.put.run("put a row")
        }
    }
}
