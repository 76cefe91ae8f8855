import Ledger
import Lifecycle
public import Schema

/// How many rows the registers hold now, of what an operator watches.
public struct RegisterCounts: Hashable, Sendable {
    /// Engagements that are neither closed nor abandoned.
    public var openEngagements: Int
    /// Obligations that are open.
    public var openObligations: Int
    /// Open obligations whose day has passed.
    public var overdueObligations: Int

    /// Counts.
    public init(openEngagements: Int, openObligations: Int, overdueObligations: Int) {
        self.openEngagements = openEngagements
        self.openObligations = openObligations
        self.overdueObligations = overdueObligations
    }
}

extension ViewReader {
    /// Counts without reading a row: a list has a longest length, a figure has none.
    public func counts(today: CivilDate) throws(ViewError) -> RegisterCounts {
        try pool.reading { (connection) throws(ViewError) in
            try ViewError.ledger { () throws(LedgerError) in
                RegisterCounts(
                    openEngagements: try connection.count(
                        "FROM engagement WHERE until IS NULL AND mark NOT IN (?1, ?2)",
                        [Phase.closed.rawValue, Phase.abandoned.rawValue]),
                    openObligations: try connection.count(
                        "FROM obligation WHERE until IS NULL AND mark = ?1", ["open"]),
                    overdueObligations: try connection.count(
                        "FROM obligation WHERE until IS NULL AND mark = ?1 AND rank < ?2", ["open", today.description]))
            }
        }
    }
}

extension ViewConnection {
    fileprivate func count(_ rows: String, _ values: [String]) throws(LedgerError) -> Int {
        let statement = try statement("SELECT count(*) " + rows)
        defer { statement.reset() }
        for (index, value) in values.enumerated() { statement.bind(Int32(index + 1), value) }
        return try statement.step("count rows") ? Int(clamping: statement.integer(0)) : 0
    }
}
