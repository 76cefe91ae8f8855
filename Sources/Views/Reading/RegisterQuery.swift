import Ledger
import Schema

/// Which rows of a register are wanted.
struct RegisterQuery {
    var view: ViewName
    var asOf: Int64?
    var engagement: String?
    /// Exactly this mark, or any but this.
    var mark: String?
    var otherThanMark: String?
    /// Only keys behind this one.
    var after: String?
    /// Only ranks from this one on.
    var rankFrom: String?
    var limit: Int

    /// Reads the rows and whether there are more.
    func rows<Row: Message>(
        _ connection: ViewConnection, at position: Int64
    ) throws(ViewError) -> (rows: [Row], more: Bool) {
        let limit = max(0, min(limit, 1_000_000))
        var texts: [[UInt8]] = []
        try ViewError.ledger { () throws(LedgerError) in
            let statement = try connection.statement(text)
            defer { statement.reset() }
            bind(statement, position, limit)
            while try statement.step("read \(view.rawValue) rows") { texts.append(statement.blob(0)) }
        }
        let rows = try texts.prefix(limit).map { (text) throws(ViewError) -> Row in try decode(text) }
        return (rows, texts.count > limit)
    }

    /// "Now" is asked of the partial index; an earlier position of all rows.
    private var text: String {
        let time = asOf == nil ? "until IS NULL AND ?1 = ?1" : "since <= ?1 AND (until IS NULL OR until > ?1)"
        let order = view == .obligation || view == .exception ? "rank, key" : "key"
        return """
            SELECT row FROM \(view.rawValue) WHERE \(time)
            \(engagement == nil ? "" : "AND engagement = ?3") \(mark == nil ? "" : "AND mark = ?4")
            \(otherThanMark == nil ? "" : "AND mark <> ?5") \(after == nil ? "" : "AND key > ?6")
            \(rankFrom == nil ? "" : "AND rank >= ?7") ORDER BY \(order) LIMIT ?2
            """
    }

    private func bind(_ statement: Statement, _ position: Int64, _ limit: Int) {
        statement.bind(1, position)
        statement.bind(2, Int64(limit) + 1)
        if let engagement { statement.bind(3, engagement) }
        if let mark { statement.bind(4, mark) }
        if let otherThanMark { statement.bind(5, otherThanMark) }
        if let after { statement.bind(6, after) }
        if let rankFrom { statement.bind(7, rankFrom) }
    }

    private func decode<Row: Message>(_ text: [UInt8]) throws(ViewError) -> Row {
        do throws(JSONFault) {
            return try Row.decode(text)
        } catch {
            throw .damaged("a row of \(view.rawValue): \(error)")
        }
    }
}
