import Ledger
public import Lifecycle
import Schema

extension ViewReader {
    /// Engagements by id.
    public func engagements(
        asOf: Int64? = nil, phase: Phase? = nil, after: EngagementID? = nil, limit: Int = 1000
    ) throws(ViewError) -> EngagementPage {
        let query = RegisterQuery(
            view: .engagement, asOf: asOf, mark: phase?.rawValue,
            after: after.map { RegisterPlace(rank: "", key: $0.rawValue) }, limit: limit)
        return try pool.reading { (connection) throws(ViewError) in
            let position = try connection.standing(.engagement, asOf)
            var found: RegisterQuery.Found<EngagementRow> = try query.rows(connection, at: position)
            try ViewError.ledger { () throws(LedgerError) in
                for index in found.rows.indices { try connection.bringUp(&found.rows[index], position) }
            }
            return EngagementPage(position: position, engagements: found.rows, more: found.next != nil)
        }
    }

    /// Obligations by due date.
    ///
    /// - Parameters:
    ///   - open: only open ones (`true`), only closed ones (`false`), or all.
    ///   - after: go on behind this place, as a page's `next` has it.
    ///   - seen: which may be told.
    public func obligations(
        asOf: Int64? = nil, engagement: EngagementID? = nil, open: Bool? = nil, after: String? = nil,
        limit: Int = 1000, seen: (ObligationRow) -> Bool = { _ in true }
    ) throws(ViewError) -> ObligationPage {
        let query = RegisterQuery(
            view: .obligation, asOf: asOf, engagement: engagement?.rawValue, mark: open == true ? "open" : nil,
            otherThanMark: open == false ? "open" : nil,
            after: after.map { RegisterPlace($0, in: .obligation) }, limit: limit)
        return try page(query, seen) {
            ObligationPage(position: $0, obligations: $1, more: $2 != nil, next: $2)
        }
    }

    /// What governance lists, oldest first.
    ///
    /// - Parameters:
    ///   - from: the first position wanted.
    ///   - after: go on behind this place, as a page's `next` has it.
    ///   - seen: which may be told.
    public func exceptions(
        asOf: Int64? = nil, from: Int64 = 0, after: String? = nil, limit: Int = 1000,
        seen: (ExceptionRow) -> Bool = { _ in true }
    ) throws(ViewError) -> ExceptionPage {
        let query = RegisterQuery(
            view: .exception, asOf: asOf, after: after.map { RegisterPlace($0, in: .exception) },
            rankFrom: PositionText.of(max(0, from)), limit: limit)
        return try page(query, seen) { ExceptionPage(position: $0, exceptions: $1, more: $2 != nil, next: $2) }
    }

    /// Providers by id.
    ///
    /// - Parameters:
    ///   - after: go on behind this id.
    ///   - seen: which may be told.
    public func providers(
        asOf: Int64? = nil, after: String? = nil, limit: Int = 1000, seen: (ProviderRow) -> Bool = { _ in true }
    ) throws(ViewError) -> ProviderPage {
        let query = RegisterQuery(
            view: .provider, asOf: asOf, after: after.map { RegisterPlace($0, in: .provider) }, limit: limit)
        return try page(query, seen) { ProviderPage(position: $0, providers: $1, more: $2 != nil, next: $2) }
    }

    /// Persons by handle.
    ///
    /// - Parameter after: go on behind this handle.
    public func persons(
        asOf: Int64? = nil, after: String? = nil, limit: Int = 1000
    ) throws(ViewError) -> PersonPage {
        let query = RegisterQuery(
            view: .person, asOf: asOf, after: after.map { RegisterPlace($0, in: .person) }, limit: limit)
        return try page(query, { _ in true }) { PersonPage(position: $0, persons: $1, more: $2 != nil, next: $2) }
    }

    private func page<Row: Message, Page>(
        _ query: RegisterQuery, _ seen: (Row) -> Bool, _ make: (Int64, [Row], String?) -> Page
    ) throws(ViewError) -> Page {
        try pool.reading { (connection) throws(ViewError) in
            let position = try connection.standing(query.view, query.asOf)
            let found: RegisterQuery.Found<Row> = try query.rows(connection, at: position, seen: seen)
            return make(position, found.rows, found.next)
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
