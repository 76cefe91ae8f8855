import Lifecycle
import Schema
import Views

/// What falls due, across engagements.
struct ObligationsQuery: Query {
    var engagement: EngagementID?
    var open: Bool?
    var asOf: AsOf?
    var atLeast: Int64?
    static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "of this engagement only"),
        Field("open", \.open, "only open ones, or only closed ones; all where absent"),
        Field("asOf", \.asOf, "an earlier position or time; now where absent"),
        Field("atLeast", \.atLeast, "wait until the views have come to this position"))
    static let method = "Obligations"
    static let about = "Obligations by due date, and what became of them."
    var subject: StreamID? { engagement.map { .engagement($0) } }
    typealias Reply = ObligationPage

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> ObligationPage {
        let moment = try library.moment(asOf, atLeast)
        let views = try library.open().views
        var page = try QueryFault.of { () throws(ViewError) in
            try views.obligations(asOf: moment.asOf, engagement: engagement, open: open)
        }
        page.obligations.removeAll { !asker.sees(.engagement($0.engagement)) }
        return page
    }
}

/// What governance lists: waivers, overrides, self-approvals, single sources.
struct ExceptionsQuery: Query {
    var asOf: AsOf?
    var from: Int64?
    var atLeast: Int64?
    static let fields = Fields(
        Self.init,
        Field("asOf", \Self.asOf, "an earlier position or time; now where absent"),
        Field("from", \.from, "the first position wanted"),
        Field("atLeast", \.atLeast, "wait until the views have come to this position"))
    static let method = "Exceptions"
    static let about = "The exceptions register, oldest first."
    typealias Reply = ExceptionPage

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> ExceptionPage {
        let moment = try library.moment(asOf, atLeast)
        let views = try library.open().views
        var page = try QueryFault.of { () throws(ViewError) in
            try views.exceptions(asOf: moment.asOf, from: max(from ?? 0, 0))
        }
        page.exceptions.removeAll { !asker.sees(named: $0.stream) }
        return page
    }
}
