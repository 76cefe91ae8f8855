public import Lifecycle
public import Schema

/// One obligation: open, or what became of it.
public struct ObligationRow: Message, Hashable {
    /// Whose it is.
    public var engagement: EngagementID
    /// Unique in its engagement.
    public var id: String
    /// What must be done.
    public var about: String
    /// Who must see to it.
    public var owner: PersonHandle?
    /// The last day on which it is in time.
    public var due: CivilDate
    /// The rule it comes from.
    public var rule: Rule
    /// What became of it; none while it is open.
    public var outcome: ObligationOutcome?
    /// Position of the event that opened it.
    public var opened: Int64
    /// Position of the event that closed it.
    public var closed: Int64?

    /// A row.
    public init(
        engagement: EngagementID, id: String, about: String, owner: PersonHandle?, due: CivilDate, rule: Rule,
        outcome: ObligationOutcome?, opened: Int64, closed: Int64?
    ) {
        self.engagement = engagement
        self.id = id
        self.about = about
        self.owner = owner
        self.due = due
        self.rule = rule
        self.outcome = outcome
        self.opened = opened
        self.closed = closed
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "whose it is"),
        Field("id", \.id, "unique in its engagement", example: "kpi-missing/2026-03/csat"),
        Field("about", \.about, "what must be done"),
        Field("owner", \.owner, "who must see to it"),
        Field("due", \.due, "the last day on which it is in time"),
        Field("rule", \.rule, "the rule it comes from"),
        Field("outcome", \.outcome, "what became of it; none while it is open"),
        Field("opened", \.opened, "position of the event that opened it"),
        Field("closed", \.closed, "position of the event that closed it"))
}
