import Lifecycle
import Schema
import Views

/// What falls due, across engagements.
struct ObligationsQuery: Query {
    var engagement: EngagementID?
    var open: Bool?
    var after: String?
    var limit: Int64?
    var asOf: AsOf?
    var atLeast: Int64?
    static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "of this engagement only"),
        Field("open", \.open, "only open ones, or only closed ones; all where absent"),
        Field("after", \.after, "go on behind this place, as next said it", example: ObligationPage.placeExample),
        Field("limit", \.limit, "how many at most; 1,000 where absent, never more"),
        Field("asOf", \.asOf, "an earlier position or time; now where absent"),
        Field("atLeast", \.atLeast, "wait until the views have come to this position"))
    static let method = "Obligations"
    static let isForNarrowed = true
    static let about = "Obligations by due date, and what became of them."
    var subject: StreamID? { engagement.map { .engagement($0) } }
    typealias Reply = ObligationPage

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> ObligationPage {
        try QueryFault.requirePlace(after, ObligationPage.isPlace)
        let moment = try library.moment(asOf, atLeast)
        let views = try library.open().views
        return try QueryFault.of { () throws(ViewError) in
            try views.obligations(
                asOf: moment.asOf, engagement: engagement, open: open, after: after, limit: Bound.rows(limit)
            ) { asker.sees(.engagement($0.engagement)) }
        }
    }
}

/// What governance lists: waivers, overrides, self-approvals, single sources.
struct ExceptionsQuery: Query {
    var asOf: AsOf?
    var from: Int64?
    var after: String?
    var limit: Int64?
    var atLeast: Int64?
    static let fields = Fields(
        Self.init,
        Field("asOf", \Self.asOf, "an earlier position or time; now where absent"),
        Field("from", \.from, "the first position wanted"),
        Field("after", \.after, "go on behind this place, as next said it", example: "412/0"),
        Field("limit", \.limit, "how many at most; 1,000 where absent, never more"),
        Field("atLeast", \.atLeast, "wait until the views have come to this position"))
    static let method = "Exceptions"
    static let isForNarrowed = true
    static let about = "The exceptions register, oldest first."
    typealias Reply = ExceptionPage

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> ExceptionPage {
        try QueryFault.requirePlace(after, ExceptionPage.isPlace)
        let moment = try library.moment(asOf, atLeast)
        let views = try library.open().views
        return try QueryFault.of { () throws(ViewError) in
            try views.exceptions(
                asOf: moment.asOf, from: max(from ?? 0, 0), after: after, limit: Bound.rows(limit)
            ) { asker.sees(named: $0.stream) }
        }
    }
}
