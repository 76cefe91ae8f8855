public import Schema

/// A disqualifier of one provider, accepted until a day by two persons (CON-5, GATE-4).
public struct DisqualifierWaiver: Message, Equatable {
    /// The provider.
    public var provider: ProviderID
    /// What is accepted.
    public var disqualifier: Disqualifier
    /// The last day on which it counts.
    public var until: CivilDate
    /// Version of the request.
    public var version: Int64
    /// Position of the approval; none while it waits.
    public var approved: Int64?
    /// The request's day.
    public var on: CivilDate
    /// The approval's day, the first on which it counts.
    public var approvedOn: CivilDate?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("disqualifier", \.disqualifier, "what is accepted"),
        Field("until", \.until, "the last day on which it counts"),
        Field("version", \.version, "version of the request"),
        Field("approved", \.approved, "position of the approval"),
        Field("on", \.on, "the request's day"),
        Field("approvedOn", \.approvedOn, "the first day on which it counts"))
}

/// A person asks that a disqualifier of one provider be accepted until a day.
public struct DisqualifierWaiverRequested: Event {
    /// The provider.
    public var provider: ProviderID
    /// What is to be accepted.
    public var disqualifier: Disqualifier
    /// The last day on which it would count.
    public var until: CivilDate
    /// Why.
    public var reason: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("disqualifier", \.disqualifier, "what is to be accepted"),
        Field("until", \.until, "the last day on which it would count"),
        Field("reason", \.reason, "why"))
    /// Its place in the catalogue.
    public static let entry = ContractingEvent.disqualifierWaiverRequested
    /// What it records.
    public static let about = "A waiver of a provider's disqualifier was requested."
    /// From contracting on.
    public static let phases = PhaseSet.fromContracting
    /// A decision is due.
    public static let attention = Attention.notice

    /// Waits for the second person.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        state.contracting.waivers.removeAll {
            $0.provider == provider && $0.disqualifier == disqualifier && $0.approved == nil
        }
        state.contracting.waivers.append(DisqualifierWaiver(
            provider: provider, disqualifier: disqualifier, until: until, version: fact.version, approved: nil,
            on: fact.effective))
    }

    /// The trail's line.
    public var summary: String { "waiver of \(disqualifier.kind.shown) requested for \(provider)" }

    /// The rule that disqualifies.
    public var citedRule: Rule? { .con5 }
}

/// Asks for a waiver of a disqualifier.
public struct RequestDisqualifierWaiver: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The provider.
    public var provider: ProviderID
    /// What is to be accepted.
    public var kind: DisqualifierKind
    /// Which evidence, where that is missing.
    public var evidence: AttestationKind?
    /// The last day on which it would count.
    public var until: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("provider", \.provider, "the provider"),
        Field("kind", \.kind, "what is to be accepted"),
        Field("evidence", \.evidence, "which evidence, where that is missing"),
        Field("until", \.until, "the last day on which it would count"))
    /// Its place in the catalogue.
    public static let entry = ContractingCommand.requestDisqualifierWaiver
    /// What a person types.
    public static let verb = "evaluation waive"
    /// What it does.
    public static let about = "Request that a disqualifier of a provider be accepted; another person approves it."
    /// GATE-4.
    public static let needsReason = true
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Evidence is named exactly where evidence is missing; the end lies ahead.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let reason = try context.demandedReason(.con5)
        _ = try context.registeredProvider(provider)
        guard (kind == .evidenceMissing) == (evidence != nil) else {
            throw Refusal(.form, "Evidence is named for evidence-missing, and only for it.")
        }
        guard until >= context.effective else { throw Refusal(.con5, "The waiver would already have ended.") }
        return Decision(DisqualifierWaiverRequested(
            provider: provider, disqualifier: Disqualifier(kind: kind, evidence: evidence), until: until,
            reason: reason))
    }
}
