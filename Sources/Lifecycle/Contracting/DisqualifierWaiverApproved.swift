public import Schema

/// A second person accepts the disqualifier (CON-5).
public struct DisqualifierWaiverApproved: Event {
    /// The provider.
    public var provider: ProviderID
    /// What is accepted.
    public var disqualifier: Disqualifier
    /// Version of the request that it decides.
    public var request: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("disqualifier", \.disqualifier, "what is accepted"),
        Field("request", \.request, "version of the request that it decides"))
    /// Its place in the catalogue.
    public static let entry = ContractingEvent.disqualifierWaiverApproved
    /// What it records.
    public static let about = "A waiver of a provider's disqualifier was approved by a second person."
    /// From contracting on.
    public static let phases = PhaseSet.fromContracting
    /// Another than who requested it.
    public static let separations = [Separation(field: "request", of: ["evaluation.disqualifier-waiver-requested"])]
    /// An exception begins.
    public static let attention = Attention.notice

    /// Counts from now on.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        let index = state.contracting.waivers.firstIndex { $0.version == request && $0.approved == nil }
        guard let index else { throw IllegalEvent("no open waiver of version \(request)") }
        state.contracting.waivers[index].approved = fact.position
        state.contracting.waivers[index].approvedOn = fact.effective
    }

    /// Governance lists it.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [.exceptionNoted(.waiver, about: "CON-5 \(disqualifier.kind.shown) of \(provider)")]
    }

    /// The trail's line.
    public var summary: String { "waiver of \(disqualifier.kind.shown) approved for \(provider)" }

    /// The rule that disqualifies.
    public var citedRule: Rule? { .con5 }
}

/// Approves the waiver of a disqualifier.
public struct ApproveDisqualifierWaiver: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The provider.
    public var provider: ProviderID
    /// What is accepted.
    public var kind: DisqualifierKind
    /// Which evidence, where that is missing.
    public var evidence: AttestationKind?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("provider", \.provider, "the provider"),
        Field("kind", \.kind, "what is accepted"),
        Field("evidence", \.evidence, "which evidence, where that is missing"))
    /// Its place in the catalogue.
    public static let entry = ContractingCommand.approveDisqualifierWaiver
    /// What a person types.
    public static let verb = "evaluation approve-waiver"
    /// What it does.
    public static let about = "Approve the waiver of a provider's disqualifier, as another person than who asked."
    /// The approver's.
    public static let roles: [Role] = [.approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// There must be something to approve.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        guard let waiting = waiting(state) else {
            throw Refusal(
                .con5, "No waiver of \(kind.shown) is waiting for \(provider).",
                missing: [Missing(
                    rule: .con5, what: "a request",
                    command: "evaluation waive \(engagement) --provider \(provider) "
                        + "--kind \(kind.shown) --until DATE --reason …")])
        }
        try context.requireNotBefore(waiting.on, "the request")
        return Decision(DisqualifierWaiverApproved(
            provider: provider, disqualifier: waiting.disqualifier, request: waiting.version))
    }

    /// The requested waiver.
    public func secondHand(_ state: Engagement) -> SecondHand? {
        waiting(state).map { SecondHand(DisqualifierWaiverApproved.self, upon: $0.version) }
    }

    private func waiting(_ state: Engagement) -> DisqualifierWaiver? {
        let disqualifier = Disqualifier(kind: kind, evidence: evidence)
        return state.contracting.waivers.last {
            $0.provider == provider && $0.disqualifier == disqualifier && $0.approved == nil
        }
    }
}
