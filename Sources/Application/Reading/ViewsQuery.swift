import Lifecycle
import Schema
import Views

/// One view as it stands.
struct ViewDigest: Message {
    var name: String
    var digest: String
    static let fields = Fields(
        Self.init,
        Field("name", \Self.name, "the view"),
        Field("digest", \.digest, "SHA-256 over its canonical rows, hexadecimal"))
}

/// How the views stand, each with its digest.
struct ViewsQuery: Query {
    var atLeast: Int64?
    static let fields = Fields(
        Self.init, Field("atLeast", \Self.atLeast, "wait until the views have come to this position"))
    static let method = "Views"
    static let about = "How the views stand: position, events folded since the start, and each view's digest."

    struct Reply: Message {
        var position: Int64
        var eventsFolded: Int64
        var failure: String?
        var views: [ViewDigest]
        static let typeName = "ViewsReply"
        static let fields = Fields(
            Self.init,
            Field("position", \Self.position, "the last event that every running view has taken"),
            Field("eventsFolded", \.eventsFolded, "events folded since the daemon started"),
            Field("failure", \.failure, "why a view has stopped, if one has"),
            Field("views", \.views, "each view and its digest"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        _ = try library.moment(nil, atLeast)
        let shelves = try library.open()
        let status = shelves.keeper.status
        var views: [ViewDigest] = []
        for name in ViewName.allCases {
            let digest = try QueryFault.of { () throws(ViewError) in try shelves.views.digest(name) }
            views.append(ViewDigest(name: name.rawValue, digest: digest))
        }
        return Reply(
            position: status.position, eventsFolded: Int64(status.eventsFolded),
            failure: status.failure.map { "\($0)" }, views: views)
    }
}

/// Folds the views anew beside the live ones, compares, and puts the new ones in their place.
struct RebuildViewsQuery: Query {
    static let fields = Fields(Self.init)
    static let method = "RebuildViews"
    static let about = "Fold the views anew beside the live ones, compare their digests, and swap."
    static let roles: [Role] = [.operator]

    struct Reply: Message {
        var position: Int64
        var events: Int64
        var differing: [String]
        static let typeName = "RebuildReply"
        static let fields = Fields(
            Self.init,
            Field("position", \Self.position, "the last event folded"),
            Field("events", \.events, "how many were folded"),
            Field("differing", \.differing, "views whose digest was another; none is as it should be"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        let keeper = try library.open().keeper
        let report = try QueryFault.of { () throws(ViewError) in try keeper.rebuild() }
        return Reply(
            position: report.position, events: Int64(report.events), differing: report.differing.map(\.rawValue))
    }
}

/// Accepts the wall clock after it leapt.
struct ConfirmTimeQuery: Query {
    static let fields = Fields(Self.init)
    static let method = "ConfirmTime"
    static let about = "Accept the wall clock after a leap of more than ten minutes; writing resumes."
    static let roles: [Role] = [.operator]

    struct Reply: Message {
        var now: Instant
        static let typeName = "TimeReply"
        static let fields = Fields(Self.init, Field("now", \Self.now, "the time accepted"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        library.operations.confirmTime()
        return Reply(now: .now)
    }
}
