public import Schema

/// One period of a contract's service levels was closed; its results are frozen here (KPI-3).
public struct PeriodClosed: Event {
    /// The contract.
    public var contract: Code
    /// How long its periods are.
    public var kind: PeriodKind
    /// The first day, whose terms judge it (C7).
    public var first: CivilDate
    /// The last day.
    public var last: CivilDate
    /// Every level's result.
    public var levels: [LevelResult]
    /// Met ÷ measured levels in percent; none where none was measured.
    public var compliance: ExactNumber?
    /// What it leaves to be done: missing figures (KPI-4), escalations (ESC-1).
    public var obligations: [Obligation]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("contract", \Self.contract, "the contract"),
        Field("kind", \.kind, "how long its periods are", example: .month),
        Field("first", \.first, "the first day, whose terms judge it"),
        Field("last", \.last, "the last day"),
        Field("levels", \.levels, "every level's result"),
        Field("compliance", \.compliance, "met levels divided by measured ones, in percent"),
        Field("obligations", \.obligations, "missing figures and escalations to see to"))
    /// Its place in the catalogue.
    public static let entry = DeliveryEvent.periodClosed
    /// What it records.
    public static let about = "A period was closed and its service levels judged."
    /// LIFE-1.
    public static let phases = PhaseSet.fromContracting
    /// Results are in.
    public static let attention = Attention.notice

    /// Behind the one closed before it, never twice.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let span = DateSpan(first, through: last), kind.period.isPeriod(span) else {
            throw IllegalEvent("\(first) to \(last) is no \(kind.rawValue)")
        }
        if let before = state.delivery.lastClosing(contract, kind), before.last >= first {
            throw IllegalEvent("\(kind.name(first)) closed after \(kind.name(before.first))")
        }
        state.delivery.closings.append(ClosedPeriod(
            contract: contract, kind: kind, first: first, last: last, levels: levels, position: fact.position,
            restated: nil))
        for obligation in obligations { state.obligations.add(obligation) }
    }

    /// What falls due.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        obligations.map { .obligationOpened($0) }
    }

    /// The trail's line.
    public var summary: String {
        let compliance = compliance.map { ", SLA compliance \($0.shown) %" } ?? ", nothing measured"
        let missing = levels.filter { $0.missing.value > 0 }.count
        let gaps = missing == 0 ? "" : ", figures missing for \(missing) levels"
        return "\(kind.name(first)) of \(contract) closed\(compliance)\(gaps)"
    }
}

/// Closes one period.
public struct ClosePeriod: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The contract.
    public var contract: Code
    /// How long its periods are.
    public var kind: PeriodKind
    /// Any day of the period.
    public var day: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("contract", \.contract, "the contract"),
        Field("kind", \.kind, "how long its periods are", example: .month),
        Field("day", \.day, "any day of the period"))
    /// Its place in the catalogue.
    public static let entry = DeliveryCommand.closePeriod
    /// What a person types.
    public static let verb = "period close"
    /// What it does.
    public static let about = "Close a period: judge its service levels, book credits, raise what is missing."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// KPI-3: over, in order, once.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.closePeriod(self, state.terms, context)
    }
}
