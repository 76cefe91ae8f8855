public import Schema

/// A second person approves the treatment of a risk item (CON-10).
public struct RiskTreated: Event {
    /// The provider.
    public var provider: ProviderID
    /// Number of the risk item.
    public var item: Count
    /// Version of the proposal that it decides.
    public var proposal: Int64
    /// What falls due by it.
    public var obligation: Obligation

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("item", \.item, "number of the risk item", example: 9),
        Field("proposal", \.proposal, "version of the proposal that it decides"),
        Field("obligation", \.obligation, "what falls due by it"))
    /// Its place in the catalogue.
    public static let entry = ContractingEvent.riskTreated
    /// What it records.
    public static let about = "The treatment of a risk item was approved by a second person."
    /// From contracting on.
    public static let phases = PhaseSet.fromContracting
    /// Another than who proposed it (CON-10).
    public static let separations = [Separation(field: "proposal", of: ["risk.treatment-proposed"])]
    /// A decision.
    public static let attention = Attention.notice

    /// Counts from now on, in place of an earlier treatment of the item.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let index = state.contracting.risks.firstIndex(where: { $0.provider == provider }) else {
            throw IllegalEvent("no risk assessment of \(provider)")
        }
        var treatments = state.contracting.risks[index].treatments
        guard let place = treatments.firstIndex(where: { $0.version == proposal && $0.approved == nil }) else {
            throw IllegalEvent("no open treatment of version \(proposal)")
        }
        treatments[place].approved = fact.position
        treatments.removeAll { $0.item == item && $0.version != proposal }
        state.contracting.risks[index].treatments = treatments
        state.obligations.add(obligation)
    }

    /// It falls due.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] { [.obligationOpened(obligation)] }

    /// The trail's line.
    public var summary: String { "treatment of risk item \(item) of \(provider) approved" }
}

/// Approves the treatment of a risk item.
public struct ApproveTreatment: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The provider.
    public var provider: ProviderID
    /// Number of the risk item.
    public var item: Count

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("provider", \.provider, "the provider"),
        Field("item", \.item, "number of the risk item", example: 9))
    /// Its place in the catalogue.
    public static let entry = ContractingCommand.approveTreatment
    /// What a person types.
    public static let verb = "risk approve-treatment"
    /// What it does.
    public static let about = "Approve the treatment of a risk item, as another person than who proposed it."
    /// The approver's.
    public static let roles: [Role] = [.approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// There must be something to approve.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        guard let waiting = waiting(state) else {
            throw Refusal(
                .con10, "No treatment of risk item \(item) of \(provider) is waiting.",
                missing: [state.treatmentMissing(item, provider)])
        }
        try context.requireNotBefore(waiting.on, "the proposal")
        let obligation = Obligation(
            id: "risk-treatment/\(provider)/\(item)/\(waiting.version)",
            about: "\(waiting.treatment.shown): risk item \(item) of \(provider)", owner: waiting.owner,
            due: waiting.due, rule: .con10)
        return Decision(RiskTreated(
            provider: provider, item: item, proposal: waiting.version, obligation: obligation))
    }

    /// The proposed treatment.
    public func secondHand(_ state: Engagement) -> SecondHand? {
        waiting(state).map { SecondHand(RiskTreated.self, upon: $0.version) }
    }

    private func waiting(_ state: Engagement) -> RiskTreatment? {
        state.contracting.risk(of: provider)?.treatments.last { $0.item == item && $0.approved == nil }
    }
}

extension Engagement {
    /// What supplies a treatment.
    func treatmentMissing(_ item: Count, _ provider: ProviderID) -> Missing {
        Missing(
            rule: .con10, what: "an approved treatment of risk item \(item)",
            command: "risk propose-treatment \(id) --provider \(provider) --item \(item) "
                + "--treatment mitigate --owner PERSON --due DATE")
    }
}
