import Lifecycle
import Schema
import Views

/// The audit trail across all streams that the asker may see.
struct TrailQuery: Query {
    var stream: StreamName?
    var from: Int64?
    var to: Int64?
    var since: LogBound?
    var until: LogBound?
    var types: [String]
    var limit: Int64?
    var asOf: AsOf?
    var atLeast: Int64?
    static let fields = Fields(
        Self.init,
        Field("stream", \Self.stream, "of this stream only"),
        Field("from", \.from, "the first position wanted; without it and since the last events"),
        Field("to", \.to, "the last position wanted"),
        Field("since", \.since, "from this position or time of recording on"),
        Field("until", \.until, "up to this position or time of recording, itself included"),
        Field("types", \.types, "only of these wire names"),
        Field("limit", \.limit, "how many at most; 1,000 where absent, never more"),
        Field("asOf", \.asOf, "an earlier position or time; now where absent"),
        Field("atLeast", \.atLeast, "wait until the views have come to this position"))
    static let method = "Trail"
    static let isForNarrowed = true
    static let about = "The audit trail: one line an event, in the order of the log."
    var subject: StreamID? { stream?.stream }
    typealias Reply = TrailPage

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> TrailPage {
        let period = try library.period(since, until)
        let moment = try library.moment(asOf, atLeast)
        let first = max(from ?? 0, period.first), last = min(to ?? .max, period.last)
        let views = try library.open().views
        return from == nil && since == nil
            ? try lastEvents(views, moment, asker, from: first, to: last)
            : try firstEvents(views, moment, asker, from: first, to: last)
    }

    /// Who sees some engagements only still gets whole pages, and can go on behind the last.
    private func firstEvents(
        _ views: ViewReader, _ moment: Moment, _ asker: Asker, from first: Int64, to end: Int64
    ) throws(QueryFault) -> TrailPage {
        let rows = Bound.rows(limit)
        var page = try events(views, moment.asOf, first, end, rows)
        var seen = page.events.filter { asker.sees(named: $0.stream) }
        while page.more, seen.count < rows, let last = page.events.last {
            page = try events(views, moment.asOf ?? page.position, last.position + 1, end, 1_000)
            seen += page.events.filter { asker.sees(named: $0.stream) }
        }
        page.more = page.more || seen.count > rows
        page.events = Array(seen.prefix(rows))
        return page
    }

    private func lastEvents(
        _ views: ViewReader, _ moment: Moment, _ asker: Asker, from start: Int64, to end: Int64
    ) throws(QueryFault) -> TrailPage {
        let rows = Bound.rows(limit)
        var page = try events(views, moment.asOf, start, end, rows, last: true)
        var seen = page.events.filter { asker.sees(named: $0.stream) }
        while page.earlier == true, seen.count < rows, let first = page.events.first {
            page = try events(views, moment.asOf ?? page.position, start, first.position - 1, 1_000, last: true)
            seen = page.events.filter { asker.sees(named: $0.stream) } + seen
        }
        page.earlier = page.earlier == true || seen.count > rows ? true : nil
        page.events = Array(seen.suffix(rows))
        return page
    }

    private func events(
        _ views: ViewReader, _ asOf: Int64?, _ first: Int64, _ end: Int64, _ limit: Int, last: Bool = false
    ) throws(QueryFault) -> TrailPage {
        try QueryFault.of { () throws(ViewError) in
            try views.trail(
                stream: stream?.stream, from: first, to: end, types: types, asOf: asOf, limit: limit, last: last)
        }
    }
}
