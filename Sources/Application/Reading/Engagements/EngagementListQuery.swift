import Lifecycle
import Schema
import Views

/// Every engagement that the asker may see.
struct EngagementListQuery: Query {
    var asOf: AsOf?
    var phase: Phase?
    var after: EngagementID?
    var limit: Int64?
    var atLeast: Int64?
    static let fields = Fields(
        Self.init,
        Field("asOf", \Self.asOf, "an earlier position or time; now where absent"),
        Field("phase", \.phase, "only those in this phase"),
        Field("after", \.after, "go on behind this id"),
        Field("limit", \.limit, "how many at most; 1,000 where absent, never more"),
        Field("atLeast", \.atLeast, "wait until the views have come to this position"))
    static let method = "List"
    static let isForNarrowed = true
    static let about = "Engagements by id: phase, owner, provider, next gate, open obligations."
    typealias Reply = EngagementPage

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> EngagementPage {
        let moment = try library.moment(asOf, atLeast)
        let views = try library.open().views
        let wanted = Bound.rows(limit)
        var page = try rows(views, moment.asOf, after: after, wanted)
        var seen = page.engagements.filter { asker.sees(.engagement($0.id)) }
        // Roles may be narrowed to some engagements: the others neither fill a page nor end it.
        while page.more, seen.count < wanted, let last = page.engagements.last {
            page = try rows(views, moment.asOf ?? page.position, after: last.id, 1_000)
            seen += page.engagements.filter { asker.sees(.engagement($0.id)) }
        }
        page.more = page.more || seen.count > wanted
        page.engagements = Array(seen.prefix(wanted))
        return page
    }

    private func rows(
        _ views: ViewReader, _ asOf: Int64?, after: EngagementID?, _ limit: Int
    ) throws(QueryFault) -> EngagementPage {
        try QueryFault.of { () throws(ViewError) in
            try views.engagements(asOf: asOf, phase: phase, after: after, limit: limit)
        }
    }
}

/// How much one answer holds at most.
enum Bound {
    /// Between 1 and 1,000 rows; 1,000 where the asker does not say.
    static func rows(_ limit: Int64?) -> Int { Int(min(max(limit ?? 1_000, 1), 1_000)) }
}
