import Ledger
public import Lifecycle
import Schema

extension ViewReader {
    /// Events of the audit trail, oldest first.
    ///
    /// - Parameters:
    ///   - stream: of this stream only.
    ///   - from: the first position wanted.
    ///   - to: the last position wanted.
    ///   - types: only of these wire names; all where empty.
    ///   - last: the last ones of the range where there are more than the limit, and not the first.
    public func trail(
        stream: StreamID? = nil, from: Int64 = 0, to: Int64? = nil, types: [String] = [], asOf: Int64? = nil,
        limit: Int = 1000, last: Bool = false
    ) throws(ViewError) -> TrailPage {
        let limit = max(0, min(limit, 1_000_000))
        return try pool.reading { (connection) throws(ViewError) in
            let position = try connection.standing(.trail, asOf)
            let query = TrailQuery(
                stream: stream?.name, from: from, to: min(position, to ?? .max), types: types, limit: limit,
                isBackwards: last)
            let rows = try query.rows(connection)
            let kept = Array(rows.prefix(limit))
            return TrailPage(
                position: position, events: last ? kept.reversed() : kept, more: !last && rows.count > limit,
                earlier: last && rows.count > limit ? true : nil)
        }
    }
}

/// Which rows of the trail are wanted.
private struct TrailQuery {
    var stream: String?
    var from: Int64
    var to: Int64
    var types: [String]
    var limit: Int
    var isBackwards: Bool

    /// One row more than the limit, where there are more.
    func rows(_ connection: ViewConnection) throws(ViewError) -> [TrailRow] {
        try ViewError.ledger { () throws(LedgerError) in
            let statement = try connection.statement(text)
            defer { statement.reset() }
            bind(statement)
            var rows: [TrailRow] = []
            while try statement.step("read the trail") { rows.append(try TrailRow(statement)) }
            return rows
        }
    }

    private var text: String {
        """
        SELECT position, name, version, type, recorded, effective, actor, summary, attention, exceptions
        FROM trail JOIN stream ON stream.id = trail.stream WHERE position BETWEEN ?1 AND ?2
        \(stream == nil ? "" : "AND trail.stream = (SELECT id FROM stream WHERE name = ?4)")
        \(types.isEmpty ? "" : "AND type IN (SELECT value FROM json_each(?5))")
        ORDER BY position\(isBackwards ? " DESC" : "") LIMIT ?3
        """
    }

    private func bind(_ statement: Statement) {
        statement.bind(1, from)
        statement.bind(2, to)
        statement.bind(3, Int64(limit) + 1)
        if let stream { statement.bind(4, stream) }
        if !types.isEmpty {
            statement.bind(5, String(decoding: JSONWriter.encode(types), as: UTF8.self))
        }
    }
}

extension TrailRow {
    /// - Throws: `LedgerFault.Kind.damaged` where a column is not what it should be.
    fileprivate init(_ statement: Statement) throws(LedgerError) {
        guard let recorded = try? Instant(microseconds: statement.integer(4)),
            let effective = CivilDate(statement.text(5)), let attention = TrailAttention(number: statement.integer(8))
        else {
            throw .fault(.init(
                .damaged, at: statement.integer(0), "row of the trail", expected: "times and attention",
                found: "others"))
        }
        self.init(
            position: statement.integer(0), stream: statement.text(1), version: statement.integer(2),
            type: statement.text(3), recorded: recorded, effective: effective, actor: statement.text(6),
            summary: statement.text(7), attention: attention,
            exceptions: statement.text(9).split(separator: " ").compactMap { ExceptionKind(rawValue: String($0)) })
    }
}

extension TrailAttention {
    fileprivate init?(number: Int64) {
        guard let attention = TrailAttention.allCases.first(where: { $0.number == number }) else { return nil }
        self = attention
    }
}
