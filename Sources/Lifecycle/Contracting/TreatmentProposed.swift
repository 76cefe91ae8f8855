public import Schema

/// What is done about a risk item at its worst value (CON-10).
public enum TreatmentKind: String, Choice {
    case accept, mitigate, avoid
}

/// The treatment of one risk item.
public struct RiskTreatment: Message, Equatable {
    /// Number of the risk item.
    public var item: Count
    /// What is done about it.
    public var treatment: TreatmentKind
    /// Who sees to it.
    public var owner: PersonHandle
    /// By when.
    public var due: CivilDate
    /// Version of the proposal.
    public var version: Int64
    /// Position of the approval; none while it waits.
    public var approved: Int64?
    /// The proposal's day.
    public var on: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("item", \Self.item, "number of the risk item", example: 9),
        Field("treatment", \.treatment, "what is done about it"),
        Field("owner", \.owner, "who sees to it"),
        Field("due", \.due, "by when"),
        Field("version", \.version, "version of the proposal"),
        Field("approved", \.approved, "position of the approval"),
        Field("on", \.on, "the proposal's day"))
}

/// A person proposes how to treat a risk item at its worst value (CON-10).
public struct TreatmentProposed: Event {
    /// The provider.
    public var provider: ProviderID
    /// Number of the risk item.
    public var item: Count
    /// What is done about it.
    public var treatment: TreatmentKind
    /// Who sees to it.
    public var owner: PersonHandle
    /// By when.
    public var due: CivilDate
    /// How, in words.
    public var note: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("item", \.item, "number of the risk item", example: 9),
        Field("treatment", \.treatment, "what is done about it"),
        Field("owner", \.owner, "who sees to it"),
        Field("due", \.due, "by when"),
        Field("note", \.note, "how, in words"))
    /// Its place in the catalogue.
    public static let entry = ContractingEvent.treatmentProposed
    /// What it records.
    public static let about = "A treatment of a risk item was proposed."
    /// From contracting on.
    public static let phases = PhaseSet.fromContracting

    /// Waits for the second person.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let index = state.contracting.risks.firstIndex(where: { $0.provider == provider }) else {
            throw IllegalEvent("no risk assessment of \(provider)")
        }
        state.contracting.risks[index].treatments.removeAll { $0.item == item && $0.approved == nil }
        state.contracting.risks[index].treatments.append(RiskTreatment(
            item: item, treatment: treatment, owner: owner, due: due, version: fact.version, approved: nil,
            on: fact.effective))
    }

    /// The trail's line.
    public var summary: String { "\(treatment.shown) proposed for risk item \(item) of \(provider)" }
}

/// Proposes how to treat a risk item.
public struct ProposeTreatment: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The provider.
    public var provider: ProviderID
    /// Number of the risk item.
    public var item: Count
    /// What is done about it.
    public var treatment: TreatmentKind
    /// Who sees to it.
    public var owner: PersonHandle
    /// By when.
    public var due: CivilDate
    /// How, in words.
    public var note: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("provider", \.provider, "the provider"),
        Field("item", \.item, "number of the risk item", example: 9),
        Field("treatment", \.treatment, "what is done about it"),
        Field("owner", \.owner, "who sees to it"),
        Field("due", \.due, "by when"),
        Field("note", \.note, "how, in words"))
    /// Its place in the catalogue.
    public static let entry = ContractingCommand.proposeTreatment
    /// What a person types.
    public static let verb = "risk propose-treatment"
    /// What it does.
    public static let about = "Propose how to treat a risk item at its worst value; another person approves it."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Only an item at its worst value is treated, by a known person, in time.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try context.governance.requireKnown(owner)
        guard let risk = state.contracting.risk(of: provider), risk.worst.contains(item) else {
            throw Refusal(.con10, "Risk item \(item) of \(provider) is not at its worst value.")
        }
        try context.requireNotBefore(risk.on, "the assessment")
        guard due >= context.effective else { throw Refusal(.con10, "The treatment would already be overdue.") }
        return Decision(TreatmentProposed(
            provider: provider, item: item, treatment: treatment, owner: owner, due: due, note: note))
    }
}
