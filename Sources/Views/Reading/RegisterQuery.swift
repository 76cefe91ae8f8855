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
    /// Only rows behind this place.
    var after: RegisterPlace?
    /// Only ranks from this one on.
    var rankFrom: String?
    var limit: Int

    /// Rows of a register, and the place to go on from where there are more.
    typealias Found<Row> = (rows: [Row], next: String?)

    /// Reads the rows that may be seen; the others neither fill a page nor end it.
    func rows<Row: Message>(
        _ connection: ViewConnection, at position: Int64, seen: (Row) -> Bool = { _ in true }
    ) throws(ViewError) -> Found<Row> {
        let limit = max(0, min(limit, 1_000_000))
        var query = self
        query.limit = limit
        var rows: [Row] = []
        var last = after
        while true {
            let read = try query.read(connection, position)
            for (place, text) in read {
                let row: Row = try decode(text)
                guard seen(row) else { continue }
                if rows.count == limit { return (rows, last?.text(in: view) ?? "") }
                rows.append(row)
                last = place
            }
            guard read.count > query.limit else { return (rows, nil) }
            query.after = read.last?.place
            query.limit = max(limit, 1_000)
        }
    }

    /// One row more than the limit, where there are more.
    private func read(
        _ connection: ViewConnection, _ position: Int64
    ) throws(ViewError) -> [(place: RegisterPlace, text: [UInt8])] {
        try ViewError.ledger { () throws(LedgerError) in
            let statement = try connection.statement(text)
            defer { statement.reset() }
            bind(statement, position)
            var rows: [(place: RegisterPlace, text: [UInt8])] = []
            while try statement.step("read \(view.rawValue) rows") {
                let place = RegisterPlace(rank: statement.text(1), key: statement.text(2))
                rows.append((place, statement.blob(0)))
            }
            return rows
        }
    }

    private var isRanked: Bool { view == .obligation || view == .exception }

    /// "Now" is asked of the partial index; an earlier position of all rows.
    private var text: String {
        let time = asOf == nil ? "until IS NULL AND ?1 = ?1" : "since <= ?1 AND (until IS NULL OR until > ?1)"
        let behind = isRanked ? "AND (rank, key) > (?8, ?6)" : "AND key > ?6"
        return """
            SELECT row, rank, key FROM \(view.rawValue) WHERE \(time)
            \(engagement == nil ? "" : "AND engagement = ?3") \(mark == nil ? "" : "AND mark = ?4")
            \(otherThanMark == nil ? "" : "AND mark <> ?5") \(after == nil ? "" : behind)
            \(rankFrom == nil ? "" : "AND rank >= ?7") ORDER BY \(isRanked ? "rank, key" : "key") LIMIT ?2
            """
    }

    private func bind(_ statement: Statement, _ position: Int64) {
        statement.bind(1, position)
        statement.bind(2, Int64(limit) + 1)
        if let engagement { statement.bind(3, engagement) }
        if let mark { statement.bind(4, mark) }
        if let otherThanMark { statement.bind(5, otherThanMark) }
        if let after {
            statement.bind(6, after.key)
            if isRanked { statement.bind(8, after.rank) }
        }
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
