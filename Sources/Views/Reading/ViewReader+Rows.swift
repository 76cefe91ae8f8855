import Ledger
public import Schema

/// Rows of a register as they are kept, with the key to go on from.
public struct RegisterRows: Sendable {
    /// JSON objects in the order of their keys.
    public var rows: [[UInt8]]
    /// Key of the last one; none where there are no rows.
    public var last: String?
}

extension ViewReader {
    /// Rows of a register as of a position, in the order of their keys, for those who read all of it piece by piece:
    /// what is recorded meanwhile changes nothing of it.
    ///
    /// - Parameter after: go on behind this key.
    public func rows(
        of view: ViewName, asOf position: Int64, engagement: String? = nil, after: String = "", limit: Int
    ) throws(ViewError) -> RegisterRows {
        try pool.reading { (connection) throws(ViewError) in
            var found = try ViewError.ledger { () throws(LedgerError) -> RegisterRows in
                let statement = try connection.statement("""
                    SELECT key, row FROM \(view.rawValue) WHERE key > ?1 AND since <= ?2
                    AND (until IS NULL OR until > ?2) \(engagement == nil ? "" : "AND engagement = ?4")
                    ORDER BY key LIMIT ?3
                    """)
                defer { statement.reset() }
                statement.bind(1, after)
                statement.bind(2, position)
                statement.bind(3, Int64(limit))
                if let engagement { statement.bind(4, engagement) }
                var found = RegisterRows(rows: [], last: nil)
                while try statement.step("read rows of \(view.rawValue)") {
                    found.last = statement.text(0)
                    found.rows.append(statement.blob(1))
                }
                return found
            }
            guard view == .engagement else { return found }
            for index in found.rows.indices {
                found.rows[index] = try connection.broughtUp(found.rows[index], position)
            }
            return found
        }
    }
}

extension ViewConnection {
    /// A kept row of an engagement with the version that its stream has by then, as the list says it.
    fileprivate func broughtUp(_ text: [UInt8], _ position: Int64) throws(ViewError) -> [UInt8] {
        var row: EngagementRow
        do throws(JSONFault) {
            row = try EngagementRow.decode(text)
        } catch {
            throw .damaged("a row of engagement: \(error)")
        }
        try ViewError.ledger { () throws(LedgerError) in try bringUp(&row, position) }
        return JSONWriter.encode(row)
    }
}

extension ViewName {
    /// What one of its rows looks like.
    public var rowShape: Shape {
        switch self {
        case .trail: TrailRow.shape
        case .engagement: EngagementRow.shape
        case .obligation: ObligationRow.shape
        case .exception: ExceptionRow.shape
        case .person: PersonRow.shape
        case .provider: ProviderRow.shape
        }
    }
}

extension Shape {
    /// Paths of the values of a row as columns: nested messages under `outer.inner`, a list as one column.
    public var columns: [String] {
        guard case .object(_, let fields) = required else { return [] }
        return fields.flatMap { field -> [String] in
            let inner = field.shape.columns
            return inner.isEmpty ? [field.name] : inner.map { field.name + "." + $0 }
        }
    }
}
