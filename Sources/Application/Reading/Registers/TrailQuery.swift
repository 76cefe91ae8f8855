import Lifecycle
import Schema
import Views

/// The audit trail across all streams that the asker may see.
struct TrailQuery: Query {
    var stream: StreamName?
    var from: Int64?
    var to: Int64?
    var types: [String]
    var limit: Int64?
    var asOf: AsOf?
    var atLeast: Int64?
    static let fields = Fields(
        Self.init,
        Field("stream", \Self.stream, "of this stream only"),
        Field("from", \.from, "the first position wanted; the last events where absent"),
        Field("to", \.to, "the last position wanted"),
        Field("types", \.types, "only of these wire names"),
        Field("limit", \.limit, "how many at most; 1,000 where absent, never more"),
        Field("asOf", \.asOf, "an earlier position or time; now where absent"),
        Field("atLeast", \.atLeast, "wait until the views have come to this position"))
    static let method = "Trail"
    static let about = "The audit trail: one line an event, in the order of the log."
    var subject: StreamID? { stream?.stream }
    typealias Reply = TrailPage

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> TrailPage {
        let moment = try library.moment(asOf, atLeast)
        let rows = Bound.rows(limit)
        let views = try library.open().views
        let first = from ?? max(0, (to ?? moment.position) - Int64(rows) + 1)
        var page = try events(views, moment.asOf, from: max(first, 0), rows)
        var seen = page.events.filter { asker.sees(named: $0.stream) }
        // Who sees some engagements only still gets whole pages, and can go on behind the last.
        while page.more, seen.count < rows, let last = page.events.last {
            page = try events(views, moment.asOf ?? page.position, from: last.position + 1, 1_000)
            seen += page.events.filter { asker.sees(named: $0.stream) }
        }
        page.more = page.more || seen.count > rows
        page.events = Array(seen.prefix(rows))
        return page
    }

    private func events(
        _ views: ViewReader, _ asOf: Int64?, from first: Int64, _ limit: Int
    ) throws(QueryFault) -> TrailPage {
        try QueryFault.of { () throws(ViewError) in
            try views.trail(stream: stream?.stream, from: first, to: to, types: types, asOf: asOf, limit: limit)
        }
    }
}
