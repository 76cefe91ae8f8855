public import Schema

/// A second person accepts that one provider only is looked at (CON-1).
public struct SingleSourceApproved: Event {
    /// The provider.
    public var provider: ProviderID
    /// Version of the request that it decides.
    public var request: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("request", \.request, "version of the request that it decides"))
    /// Its place in the catalogue.
    public static let entry = ContractingEvent.singleSourceApproved
    /// What it records.
    public static let about = "A single-source justification was approved by a second person."
    /// From contracting on.
    public static let phases = PhaseSet.fromContracting
    /// Another than who requested it (CON-1).
    public static let separations = [Separation(field: "request", of: ["evaluation.single-source-requested"])]
    /// An exception begins.
    public static let attention = Attention.notice

    /// Counts from now on.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        let index = state.contracting.singleSources.firstIndex { $0.version == request && $0.approved == nil }
        guard let index else { throw IllegalEvent("no open single-source request of version \(request)") }
        state.contracting.singleSources[index].approved = fact.position
    }

    /// Governance lists it.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [.exceptionNoted(.singleSource, about: provider.rawValue)]
    }

    /// The trail's line.
    public var summary: String { "single source approved: \(provider)" }

    /// The rule that wants two providers.
    public var citedRule: Rule? { .con1 }
}

/// Approves a single-source justification.
public struct ApproveSingleSource: Command {
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
    public static let entry = ContractingCommand.approveSingleSource
    /// What a person types.
    public static let verb = "evaluation approve-single-source"
    /// What it does.
    public static let about = "Approve a single-source justification, as another person than who wrote it."
    /// The approver's.
    public static let roles: [Role] = [.approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// There must be something to approve, and not before it was asked.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        guard let waiting = waiting(state) else {
            throw Refusal(
                .con1, "No single-source justification is waiting for \(provider).",
                missing: [Missing(
                    rule: .con1, what: "a request",
                    command: "evaluation request-single-source \(engagement) --provider \(provider) --reason …")])
        }
        try context.requireNotBefore(waiting.on, "the request")
        return Decision(SingleSourceApproved(provider: provider, request: waiting.version))
    }

    /// The justification.
    public func secondHand(_ state: Engagement) -> SecondHand? {
        waiting(state).map { SecondHand(SingleSourceApproved.self, upon: $0.version) }
    }

    private func waiting(_ state: Engagement) -> SingleSource? {
        state.contracting.singleSources.last { $0.provider == provider && $0.approved == nil }
    }
}
