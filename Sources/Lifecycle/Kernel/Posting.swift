public import Schema

/// What registers fold: many event types, few kinds of entry, as a ledger maps many transactions to few.
public enum Posting: Equatable, Sendable {
    /// The engagement entered a phase for the n-th time.
    case phaseEntered(Phase, entry: Int64)
    /// A review was requested, approved or rejected.
    case gateDecided(Gate, GateOutcome)
    /// Something falls due.
    case obligationOpened(Obligation)
    /// It is done, or no longer asked for.
    case obligationClosed(id: String, ObligationOutcome)
    /// The provider owes (positive) or is owed (negative).
    case moneyDue(id: String, Money)
    /// It is paid, or written off.
    case moneySettled(id: String, Money, writtenOff: Bool)
    /// A provider's score in a comparison, in hundredths of a percent.
    case scoreGiven(ProviderID, hundredths: Int64)
    /// A figure was measured or corrected.
    case measured(metric: String, on: CivilDate)
    /// Somebody may use a system.
    case accessGranted(id: String, system: String)
    /// No longer.
    case accessRevoked(id: String)
    /// Something that governance lists: waiver, override, self-approval, single source.
    case exceptionNoted(ExceptionKind, about: String)
    /// A party takes part.
    case partyRelated(ProviderID, Relation)
    /// A person was added, or the Unix users bound to them changed.
    case personChanged(PersonHandle)
    /// A document whose content is elsewhere.
    case documentHashed(name: String, Digest)
}

/// What became of a review.
public enum GateOutcome: String, Choice {
    case requested, approved, rejected
}

/// What became of an obligation.
public enum ObligationOutcome: String, Choice {
    case fulfilled, cancelled, accepted
}

/// Why governance lists an event.
public enum ExceptionKind: String, Choice {
    case waiver, override, selfApproval = "self_approval", refusedSelfApproval = "refused_self_approval"
    case singleSource = "single_source", installation, adopted, tacitRenewal = "tacit_renewal"
    /// A Unix user changed hands, or a person got another one: two persons may be one (SEP-1).
    case rebound
}

/// How a provider takes part in an engagement.
public enum Relation: String, Choice {
    case evaluated, chosen, contracted
}

/// Something that falls due: one mechanism for everything (domain.md section 8).
public struct Obligation: Message, Equatable {
    /// Unique in its engagement, as `kpi-missing/2026-03/csat`.
    public var id: String
    /// What must be done, without personal data.
    public var about: String
    /// Who must see to it.
    public var owner: PersonHandle?
    /// The last day on which it is in time.
    public var due: CivilDate
    /// The rule it comes from.
    public var rule: Rule

    /// An obligation.
    public init(id: String, about: String, owner: PersonHandle?, due: CivilDate, rule: Rule) {
        self.id = id
        self.about = about
        self.owner = owner
        self.due = due
        self.rule = rule
    }

    /// One description of the message.
    public static let fields = Fields(
        Obligation.init(id:about:owner:due:rule:),
        Field("id", \.id, "unique in its engagement"),
        Field("about", \.about, "what must be done"),
        Field("owner", \.owner, "who must see to it"),
        Field("due", \.due, "the last day on which it is in time"),
        Field("rule", \.rule, "the rule it comes from"))
}
