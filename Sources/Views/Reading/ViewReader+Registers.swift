import Ledger
public import Lifecycle
import Schema

extension ViewReader {
    /// Engagements by id.
    public func engagements(
        asOf: Int64? = nil, phase: Phase? = nil, after: EngagementID? = nil, limit: Int = 1000
    ) throws(ViewError) -> EngagementPage {
        let query = RegisterQuery(
            view: .engagement, asOf: asOf, mark: phase?.rawValue, after: after?.rawValue, limit: limit)
        return try pool.reading { (connection) throws(ViewError) in
            let position = try connection.standing(.engagement, asOf)
            var found: (rows: [EngagementRow], more: Bool) = try query.rows(connection, at: position)
            try ViewError.ledger { () throws(LedgerError) in
                for index in found.rows.indices { try connection.bringUp(&found.rows[index], position) }
            }
            return EngagementPage(position: position, engagements: found.rows, more: found.more)
        }
    }

    /// Obligations by due date.
    ///
    /// - Parameter open: only open ones (`true`), only closed ones (`false`), or all.
    public func obligations(
        asOf: Int64? = nil, engagement: EngagementID? = nil, open: Bool? = nil, limit: Int = 10_000
    ) throws(ViewError) -> ObligationPage {
        let query = RegisterQuery(
            view: .obligation, asOf: asOf, engagement: engagement?.rawValue, mark: open == true ? "open" : nil,
            otherThanMark: open == false ? "open" : nil, limit: limit)
        return try page(query) { ObligationPage(position: $0, obligations: $1, more: $2) }
    }

    /// What governance lists, oldest first.
    ///
    /// - Parameter from: the first position wanted.
    public func exceptions(
        asOf: Int64? = nil, from: Int64 = 0, limit: Int = 10_000
    ) throws(ViewError) -> ExceptionPage {
        let query = RegisterQuery(view: .exception, asOf: asOf, rankFrom: PositionText.of(max(0, from)), limit: limit)
        return try page(query) { ExceptionPage(position: $0, exceptions: $1, more: $2) }
    }

    /// Providers by id.
    public func providers(asOf: Int64? = nil, limit: Int = 10_000) throws(ViewError) -> ProviderPage {
        let query = RegisterQuery(view: .provider, asOf: asOf, limit: limit)
        return try page(query) { ProviderPage(position: $0, providers: $1, more: $2) }
    }

    /// Persons by handle.
    public func persons(asOf: Int64? = nil, limit: Int = 10_000) throws(ViewError) -> PersonPage {
        let query = RegisterQuery(view: .person, asOf: asOf, limit: limit)
        return try page(query) { PersonPage(position: $0, persons: $1, more: $2) }
    }

    private func page<Row: Message, Page>(
        _ query: RegisterQuery, _ make: (Int64, [Row], Bool) -> Page
    ) throws(ViewError) -> Page {
        try pool.reading { (connection) throws(ViewError) in
            let position = try connection.standing(query.view, query.asOf)
            let found: (rows: [Row], more: Bool) = try query.rows(connection, at: position)
            return make(position, found.rows, found.more)
        }
    }
}

extension ViewConnection {
    /// The position at which a list of the view holds.
    func standing(_ view: ViewName, _ asOf: Int64?) throws(ViewError) -> Int64 {
        try ViewError.ledger { () throws(LedgerError) in try position(view, asOf: asOf) }
    }

    /// Events that move no register still count in the stream's version.
    func bringUp(_ row: inout EngagementRow, _ position: Int64) throws(LedgerError) {
        let statement = try statement("""
            SELECT version FROM trail WHERE stream = (SELECT id FROM stream WHERE name = ?1) AND position <= ?2
            ORDER BY position DESC LIMIT 1
            """)
        defer { statement.reset() }
        statement.bind(1, StreamID.engagement(row.id).name)
        statement.bind(2, position)
        if try statement.step("read a stream's version") { row.version = max(row.version, statement.integer(0)) }
    }
}
