import Lifecycle
import Schema

/// How a gate stands (GATE-1).
struct ReadinessQuery: Query {
    var engagement: EngagementID
    var gate: Gate?
    var date: CivilDate?
    var asOf: AsOf?
    var atLeast: Int64?
    static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "which engagement"),
        Field("gate", \.gate, "which gate; the way forward where absent"),
        Field("date", \.date, "on which day; today where absent"),
        Field("asOf", \.asOf, "an earlier position or time; now where absent"),
        Field("atLeast", \.atLeast, "wait until the views have come to this position"))
    static let method = "Readiness"
    static let about = "Every criterion of a gate: met, unmet or waived, with the proof or what supplies it."
    var subject: StreamID? { .engagement(engagement) }

    struct Reply: Message {
        var position: Int64
        var on: CivilDate
        var engagement: EngagementID
        var phase: Phase
        var readiness: Readiness
        var ready: Bool
        static let fields = Fields(
            Self.init,
            Field("position", \Self.position, "the position at which this holds"),
            Field("on", \.on, "the day for which it holds"),
            Field("engagement", \.engagement, "its id"),
            Field("phase", \.phase, "where in its life it stands"),
            Field("readiness", \.readiness, "the gate and how every criterion stands"),
            Field("ready", \.ready, "whether nothing is unmet"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        let moment = try library.moment(asOf, atLeast)
        let state = try library.engagement(engagement, moment)
        guard let gate = gate ?? Gate.forward(from: state.phase) else {
            throw .badInput(field: "gate", message: "no gate leads forward from \(state.phase.shown); name one")
        }
        let today = try library.day(state, moment), day = date ?? today
        let readiness = state.readiness(gate, try library.surroundings(day, moment))
        return Reply(
            position: moment.position, on: day, engagement: engagement, phase: state.phase, readiness: readiness,
            ready: readiness.isReady)
    }
}
