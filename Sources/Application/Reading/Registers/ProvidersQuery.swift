import Lifecycle
import Schema
import Views

/// Every provider.
struct ProvidersQuery: Query {
    var after: ProviderID?
    var limit: Int64?
    var asOf: AsOf?
    var atLeast: Int64?
    static let fields = Fields(
        Self.init,
        Field("after", \Self.after, "go on behind this id", example: ProviderID(validated: "PRV-1")),
        Field("limit", \.limit, "how many at most; 1,000 where absent, never more"),
        Field("asOf", \.asOf, "an earlier position or time; now where absent"),
        Field("atLeast", \.atLeast, "wait until the views have come to this position"))
    static let method = "Providers"
    static let isForNarrowed = true
    static let about = "Providers by id."
    typealias Reply = ProviderPage

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> ProviderPage {
        let moment = try library.moment(asOf, atLeast)
        let views = try library.open().views
        return try QueryFault.of { () throws(ViewError) in
            try views.providers(asOf: moment.asOf, after: after?.rawValue, limit: Bound.rows(limit)) {
                asker.sees(.provider($0.id))
            }
        }
    }
}

/// One provider as it is known.
struct ProviderQuery: Query {
    var provider: ProviderID
    var asOf: AsOf?
    var atLeast: Int64?
    static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "which provider"),
        Field("asOf", \.asOf, "an earlier position or time; now where absent"),
        Field("atLeast", \.atLeast, "wait until the views have come to this position"))
    static let method = "Provider"
    static let about = "All that is recorded of one provider."
    var subject: StreamID? { .provider(provider) }

    struct Reply: Message {
        var position: Int64
        var provider: Provider
        static let fields = Fields(
            Self.init,
            Field("position", \Self.position, "the position at which this holds"),
            Field("provider", \.provider, "as recorded"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        let moment = try library.moment(asOf, atLeast)
        let states = try library.open().states
        let state = try QueryFault.of { () throws(ViewError) in try states.provider(provider, asOf: moment.asOf) }
        return Reply(position: moment.position, provider: state)
    }
}

/// Every person, by handle only.
struct PersonsQuery: Query {
    var after: PersonHandle?
    var limit: Int64?
    var asOf: AsOf?
    var atLeast: Int64?
    static let fields = Fields(
        Self.init,
        Field("after", \Self.after, "go on behind this handle", example: PersonHandle(validated: "p-mia")),
        Field("limit", \.limit, "how many at most; 1,000 where absent, never more"),
        Field("asOf", \.asOf, "an earlier position or time; now where absent"),
        Field("atLeast", \.atLeast, "wait until the views have come to this position"))
    static let method = "Persons"
    static let about = "Persons by handle, with the Unix users bound to them."
    var subject: StreamID? { .governance }
    typealias Reply = PersonPage

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> PersonPage {
        let moment = try library.moment(asOf, atLeast)
        let views = try library.open().views
        return try QueryFault.of { () throws(ViewError) in
            try views.persons(asOf: moment.asOf, after: after?.rawValue, limit: Bound.rows(limit))
        }
    }
}
