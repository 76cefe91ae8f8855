import Lifecycle
import Schema
import Views

/// Which rows are wanted.
struct RowsRequest: Message {
    var view: RowSet
    var asOf: AsOf?
    var engagement: EngagementID?
    var since: LogBound?
    var until: LogBound?
    var after: String?
    static let fields = Fields(
        Self.init,
        Field("view", \Self.view, "which view"),
        Field("asOf", \.asOf, "an earlier position or time; now where absent"),
        Field("engagement", \.engagement, "of this engagement only"),
        Field("since", \.since, "of the trail: from this position or time on"),
        Field("until", \.until, "of the trail: up to this position or time, itself included"),
        Field("after", \.after, "go on behind this place, as next said it; name the position as well", example: "412"))
}

/// One piece of a view's rows. The first has `start`, the last has no `next`.
struct RowsChunk: Message {
    var start: RowsStart?
    var rows: [VerbatimObject]
    var next: String?
    static let fields = Fields(
        Self.init,
        Field("start", \Self.start, "what the rows are; in the first piece"),
        Field("rows", \.rows, "by key"),
        Field("next", \.next, "the place to go on from; absent in the last piece"))
}

/// What the rows of a view are.
struct RowsStart: Message {
    var ledger: String
    var origin: String
    var columns: [String]
    var position: Int64
    var root: Schema.Digest
    static let fields = Fields(
        Self.init,
        Field("ledger", \Self.ledger, "id of the ledger"),
        Field("origin", \.origin, "origin line of its checkpoints"),
        Field("columns", \.columns, "paths of the values of a row", example: ["id", "phase"]),
        Field("position", \.position, "the position at which all rows hold"),
        Field("root", \.root, "root over the events up to and including it"))
}

/// Whose rows can be read whole: every view, and what engagements' states list.
enum RowSet: String, Choice {
    case trail, engagement, obligation, exception, person, provider
    /// Credits of every engagement, with what was settled.
    case credit
    /// Service levels of every closed period.
    case period

    /// The view that keeps the rows; none where states are asked.
    var view: ViewName? {
        switch self {
        case .trail: .trail
        case .engagement: .engagement
        case .obligation: .obligation
        case .exception: .exception
        case .person: .person
        case .provider: .provider
        case .credit, .period: nil
        }
    }

    /// Paths of the values of a row.
    var columns: [String] {
        switch self {
        case .credit: ["engagement"] + Credit.shape.columns
        case .period: ["engagement"] + PeriodLine.shape.columns
        case .trail, .engagement, .obligation, .exception, .person, .provider: view?.rowShape.columns ?? []
        }
    }

    /// The rows that an engagement's state lists.
    func rows(of state: Engagement, _ id: EngagementID) -> [VerbatimObject] {
        switch self {
        case .credit: state.delivery.credits.map { RowSet.row(id, $0) }
        case .period:
            state.delivery.closings.flatMap { closing in
                closing.levels.map { RowSet.row(id, PeriodLine(closing, $0)) }
            }
        case .trail, .engagement, .obligation, .exception, .person, .provider: []
        }
    }

    /// A message with the engagement's id before its own members.
    private static func row(_ id: EngagementID, _ message: some Message) -> VerbatimObject {
        let head = #"{"engagement":"\#(id.rawValue)","#
        return VerbatimObject(validated: Array(head.utf8) + JSONWriter.encode(message).dropFirst())
    }
}
