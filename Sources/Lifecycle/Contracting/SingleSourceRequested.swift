public import Schema

/// The justification for looking at one provider only (CON-1).
public struct SingleSource: Message, Equatable {
    /// The provider.
    public var provider: ProviderID
    /// Version of the request.
    public var version: Int64
    /// Its day.
    public var on: CivilDate
    /// Position of the approval; none while it waits.
    public var approved: Int64?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("version", \.version, "version of the request"),
        Field("on", \.on, "its day"),
        Field("approved", \.approved, "position of the approval"))
}

/// A person asks to look at one provider only, and says why (CON-1).
public struct SingleSourceRequested: Event {
    /// The provider.
    public var provider: ProviderID
    /// Why no other.
    public var reason: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("reason", \.reason, "why no other"))
    /// Its place in the catalogue.
    public static let entry = ContractingEvent.singleSourceRequested
    /// What it records.
    public static let about = "A single-source justification was requested."
    /// From contracting on.
    public static let phases = PhaseSet.fromContracting
    /// A decision is due.
    public static let attention = Attention.notice

    /// Waits for the second person.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        state.contracting.singleSources.removeAll { $0.provider == provider && $0.approved == nil }
        state.contracting.singleSources.append(
            SingleSource(provider: provider, version: fact.version, on: fact.effective, approved: nil))
    }

    /// The trail's line.
    public var summary: String { "single source requested: \(provider)" }

    /// The rule that wants two providers.
    public var citedRule: Rule? { .con1 }
}

/// Asks to look at one provider only.
public struct RequestSingleSource: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The provider.
    public var provider: ProviderID

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("provider", \.provider, "the provider"))
    /// Its place in the catalogue.
    public static let entry = ContractingCommand.requestSingleSource
    /// What a person types.
    public static let verb = "evaluation request-single-source"
    /// What it does.
    public static let about = "Justify looking at one provider only; another person approves it."
    /// The justification itself.
    public static let needsReason = true
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// The provider must be known.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let reason = try context.demandedReason(.con1)
        _ = try context.registeredProvider(provider)
        return Decision(SingleSourceRequested(provider: provider, reason: reason))
    }
}
