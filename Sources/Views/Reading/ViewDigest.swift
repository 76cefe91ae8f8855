internal import CSQLite
import Ledger

/// SHA-256 over the rows of a view in the order of their keys: every column with its type and length.
enum ViewDigest {
    static let readOnly = SQLITE_OPEN_READONLY

    /// Of every view.
    static func all(_ connection: Connection, asOf position: Int64 = .max) throws(LedgerError) -> [ViewName: String] {
        var digests: [ViewName: String] = [:]
        for view in ViewName.allCases { digests[view] = try of(view, connection, asOf: position) }
        return digests
    }

    /// Of one view, as it was when the event of that position was the last.
    static func of(
        _ view: ViewName, _ connection: Connection, asOf position: Int64 = .max
    ) throws(LedgerError) -> String {
        let statement = try connection.prepare(query(view))
        statement.bind(1, position)
        var function = RunningSHA()
        function.add(Array("engaged.view.v1\n\(view.rawValue)\n".utf8))
        var row: [UInt8] = []
        while try statement.step("digest a view") {
            row.removeAll(keepingCapacity: true)
            for column in 0..<statement.columnCount { append(statement, column, to: &row) }
            function.add(row)
        }
        return function.hash.description
    }

    private static func query(_ view: ViewName) -> String {
        switch view {
        case .trail:
            """
            SELECT position, name, trail.stream, version, type, recorded, effective, actor, attention, exceptions,
                summary
            FROM trail LEFT JOIN stream ON stream.id = trail.stream WHERE position <= ?1 ORDER BY position
            """
        case .engagement, .obligation, .exception, .person, .provider:
            """
            SELECT key, since, CASE WHEN until <= ?1 THEN until END, engagement, mark, rank, row
            FROM \(view.rawValue) WHERE since <= ?1 ORDER BY key, since
            """
        }
    }

    private static func append(_ statement: Statement, _ column: Int32, to row: inout [UInt8]) {
        if statement.isNull(column) { return row.append(0) }
        let bytes = statement.bytes(column)
        row.append(1)
        withUnsafeBytes(of: UInt64(bytes.count).bigEndian) { row.append(contentsOf: $0) }
        row.append(contentsOf: bytes)
    }
}
