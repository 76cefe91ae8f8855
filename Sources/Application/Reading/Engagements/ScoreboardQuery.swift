import Lifecycle
import Schema

/// How service levels stand, and how they stood in every closed period.
struct ScoreboardQuery: Query {
    var engagement: EngagementID
    var date: CivilDate?
    var asOf: AsOf?
    var atLeast: Int64?
    static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "which engagement"),
        Field("date", \.date, "on which day; today where absent"),
        Field("asOf", \.asOf, "an earlier position or time; now where absent"),
        Field("atLeast", \.atLeast, "wait until the views have come to this position"))
    static let method = "Scoreboard"
    static let about = "Service levels in force on a day, every closed period, and the credits."
    var subject: StreamID? { .engagement(engagement) }

    struct Reply: Message {
        var position: Int64
        var engagement: EngagementID
        var scoreboard: ServiceScoreboard
        var periods: [PeriodLine]
        var credits: [Credit]
        static let fields = Fields(
            Self.init,
            Field("position", \Self.position, "the position at which this holds"),
            Field("engagement", \.engagement, "its id"),
            Field("scoreboard", \.scoreboard, "level by level"),
            Field("periods", \.periods, "every closed period, level by level, oldest first"),
            Field("credits", \.credits, "every credit, with what is settled"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        let moment = try library.moment(asOf, atLeast)
        let state = try library.engagement(engagement, moment)
        let today = try library.day(state, moment)
        return Reply(
            position: moment.position, engagement: engagement, scoreboard: state.scoreboard(on: date ?? today),
            periods: state.delivery.closings.flatMap { closing in closing.levels.map { PeriodLine(closing, $0) } },
            credits: state.delivery.credits)
    }
}

/// One service level in one closed period.
struct PeriodLine: Message {
    var first: CivilDate
    var last: CivilDate
    var contract: Code
    var level: Code
    var status: LevelStatus
    var value: ExactNumber?
    var target: Decimal
    var missing: Count
    var credit: Money?
    var position: Int64
    static let fields = Fields(
        Self.init(first:last:contract:level:status:value:target:missing:credit:position:),
        Field("first", \Self.first, "its first day"),
        Field("last", \.last, "its last day"),
        Field("contract", \.contract, "the contract"),
        Field("level", \.level, "the level"),
        Field("status", \.status, "how it was judged"),
        Field("value", \.value, "with what exact value"),
        Field("target", \.target, "what was agreed"),
        Field("missing", \.missing, "figures that were missing"),
        Field("credit", \.credit, "the credit it yielded"),
        Field("position", \.position, "the event that closed it"))

    init(
        first: CivilDate, last: CivilDate, contract: Code, level: Code, status: LevelStatus, value: ExactNumber?,
        target: Decimal, missing: Count, credit: Money?, position: Int64
    ) {
        self.first = first
        self.last = last
        self.contract = contract
        self.level = level
        self.status = status
        self.value = value
        self.target = target
        self.missing = missing
        self.credit = credit
        self.position = position
    }

    init(_ closing: ClosedPeriod, _ result: LevelResult) {
        self.init(
            first: closing.first, last: closing.last, contract: closing.contract, level: result.level,
            status: result.status, value: result.value, target: result.target, missing: result.missing,
            credit: result.credit, position: closing.restated ?? closing.position)
    }
}
