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
    static let about = "Engagements by id: phase, owner, provider, next gate, open obligations."
    typealias Reply = EngagementPage

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> EngagementPage {
        let moment = try library.moment(asOf, atLeast)
        let views = try library.open().views
        var page = try QueryFault.of { () throws(ViewError) in
            try views.engagements(asOf: moment.asOf, phase: phase, after: after, limit: Bound.rows(limit))
        }
        page.engagements.removeAll { !asker.sees(.engagement($0.id)) }
        return page
    }
}

/// How much one answer holds at most.
enum Bound {
    /// Between 1 and 1,000 rows; 1,000 where the asker does not say.
    static func rows(_ limit: Int64?) -> Int { Int(min(max(limit ?? 1_000, 1), 1_000)) }
}
