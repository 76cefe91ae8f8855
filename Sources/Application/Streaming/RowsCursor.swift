import Ledger
import Lifecycle
import Schema
import Varlink
import Views

/// The rows of one view on their way out, all as of one position.
final class RowsCursor: StreamCursor, @unchecked Sendable {
    private let request: RowsRequest
    private let position: Int64
    private let period: Period
    private let shelves: Shelves
    private var start: RowsStart?
    private var after: String
    private static let rowsMax = 1024

    init(_ request: RowsRequest, _ library: Library) throws(QueryFault) {
        self.request = request
        guard request.view == .trail || (request.since == nil && request.until == nil) else {
            throw .badInput(field: "since", message: "only the trail has a period; asOf goes for every view")
        }
        period = try library.period(request.since, request.until)
        let position = try library.moment(request.asOf, nil).position
        self.position = position
        shelves = try library.open()
        guard shelves.keeper.waitFor(position: position, timeoutMilliseconds: Library.waitMillisecondsMax) else {
            throw .unavailable("the views have not come to position \(position)")
        }
        after = request.after ?? ""
        try RowsCursor.requireKnown(request.engagement, library)
        let created = library.governance.ledger
        let root = try library.ledger { (reader) throws(LedgerError) in try reader.digest(size: position + 1) }
        start = RowsStart(
            ledger: created?.ledger.description ?? "", origin: created?.origin.text ?? "",
            columns: request.view.columns, position: position, root: root)
    }

    /// A mistyped id must not give an empty list that looks like an answer.
    private static func requireKnown(_ engagement: EngagementID?, _ library: Library) throws(QueryFault) {
        guard let engagement else { return }
        let stream = StreamID.engagement(engagement).name
        let version = try library.ledger { (reader) throws(LedgerError) in try reader.version(of: stream) }
        if version == 0 { throw .notFound(stream) }
    }

    func next(_ library: Library) throws(QueryFault) -> VarlinkSupply {
        let (rows, next) = try QueryFault.of { () throws(ViewError) in try page() }
        after = next ?? after
        let bytes = JSONWriter.encode(RowsChunk(start: start, rows: rows, next: next))
        start = nil
        return next == nil ? .last(bytes) : .replies([bytes])
    }

    private func page() throws(ViewError) -> (rows: [VerbatimObject], next: String?) {
        switch request.view.view {
        case .trail?: return try trail()
        case let view?:
            let found = try shelves.views.rows(
                of: view, asOf: position, engagement: request.engagement?.rawValue, after: after,
                limit: RowsCursor.rowsMax)
            return (found.rows.map { VerbatimObject(validated: $0) }, found.last)
        case nil: return try states()
        }
    }

    private func trail() throws(ViewError) -> (rows: [VerbatimObject], next: String?) {
        // The place is a text, and whoever asks may write any number into it.
        let place = min(max(Int64(after) ?? -1, -1), position)
        let first = max(place + 1, period.first), last = min(position, period.last)
        guard first <= last else { return ([], nil) }
        let page = try shelves.views.trail(
            stream: request.engagement.map { .engagement($0) }, from: first, to: last, limit: RowsCursor.rowsMax)
        return (page.events.map { VerbatimObject(validated: JSONWriter.encode($0)) },
                page.more ? page.events.last.map { "\($0.position)" } : nil)
    }

    /// Rows of the engagements' states, some engagements a piece.
    private func states() throws(ViewError) -> (rows: [VerbatimObject], next: String?) {
        let page = try shelves.views.rows(
            of: .engagement, asOf: position, engagement: request.engagement?.rawValue, after: after, limit: 64)
        var rows: [VerbatimObject] = []
        for bytes in page.rows {
            guard let row = try? EngagementRow.decode(bytes) else { throw .damaged("a row of engagement") }
            rows += request.view.rows(of: try shelves.states.engagement(row.id, asOf: position), row.id)
        }
        return (rows, page.last)
    }
}
