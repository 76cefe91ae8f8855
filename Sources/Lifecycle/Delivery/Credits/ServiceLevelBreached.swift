public import Schema

/// A service level failed in a period that was closed; a fixed credit is due where the contract says so.
public struct ServiceLevelBreached: Event {
    /// The contract.
    public var contract: Code
    /// How long its periods are.
    public var kind: PeriodKind
    /// The period's first day.
    public var first: CivilDate
    /// The level.
    public var level: Code
    /// The KPI it judges.
    public var metric: Code
    /// The exact value; none where missing figures count as failed.
    public var value: ExactNumber?
    /// The target it was held against.
    public var target: Decimal
    /// The credit.
    public var credit: Money?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("contract", \Self.contract, "the contract"),
        Field("kind", \.kind, "how long its periods are", example: .month),
        Field("first", \.first, "the period's first day"),
        Field("level", \.level, "the level"),
        Field("metric", \.metric, "the KPI it judges"),
        Field("value", \.value, "the exact value; none where missing figures count as failed"),
        Field("target", \.target, "the target it was held against"),
        Field("credit", \.credit, "the credit that is due"))
    /// Its place in the catalogue.
    public static let entry = DeliveryEvent.breached
    /// What it records.
    public static let about = "A service level failed; its credit is due."
    /// LIFE-1.
    public static let phases = PhaseSet.fromContracting
    /// Somebody must speak with the provider.
    public static let attention = Attention.warning
    /// Who is woken reads this.
    public static let advice = """
        A period was closed in which this level failed. Where the contract says so, a credit is due; somebody should
        speak with the provider.

        See the levels:      engagectl sla show {engagement}
        Settle the credit:   engagectl credit settle {engagement} --credit NUMBER --reference TEXT
        """

    /// The credit is open.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let index = state.delivery.closingIndex(contract, kind, first),
            state.delivery.closings[index].result(level)?.status == .failed
        else { throw IllegalEvent("level \(level) did not fail in \(kind.name(first)) of \(contract)") }
        guard state.delivery.creditIndex(contract, kind, first, level) == nil else {
            throw IllegalEvent("level \(level) has its credit for \(kind.name(first)) already")
        }
        guard let credit, credit.signum != 0 else { return }
        state.delivery.open(contract, kind, first, level, due: credit, fact)
    }

    /// Money is due.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        guard let credit, let index = state.delivery.creditIndex(contract, kind, first, level) else { return [] }
        return [.moneyDue(id: state.delivery.credits[index].id, credit)]
    }

    /// The trail's line.
    public var summary: String {
        let found = value.map { "\($0.shown), target \(target)" } ?? "no figure"
        let money = credit.map { ", credit \($0.formatted)" } ?? ""
        return "\(level) of \(contract) failed in \(kind.name(first)): \(found)\(money)"
    }

    /// The rule by which periods are judged.
    public var citedRule: Rule? { .kpi3 }
}
