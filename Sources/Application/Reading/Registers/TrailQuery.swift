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
        var page = try QueryFault.of { () throws(ViewError) in
            try views.trail(
                stream: stream?.stream, from: max(first, 0), to: to, types: types, asOf: moment.asOf, limit: rows)
        }
        page.events.removeAll { !asker.sees(named: $0.stream) }
        return page
    }
}
