public import Schema

/// A person proposes a policy; another must adopt it.
public struct PolicyProposed: Event {
    /// What would be adopted.
    public var policy: Policy
    /// Why.
    public var reason: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("policy", \Self.policy, "what would be adopted"),
        Field("reason", \.reason, "why"))
    /// Its place in the catalogue.
    public static let entry = GovernanceEvent.policyProposed
    /// What it records.
    public static let about = "A governance policy was proposed."
    /// A decision is due.
    public static let attention = Attention.notice

    /// Waits for the second person.
    public func apply(to state: inout Governance, _ fact: Fact) throws(IllegalEvent) {
        state.proposals = [PolicyProposal(version: fact.version, policy: policy)]
    }

    /// The trail's line.
    public var summary: String { "policy proposed, separation \(policy.separation.shown)" }
}

/// Proposes a policy.
public struct ProposePolicy: Command {
    /// The whole policy.
    public var policy: Policy

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("policy", \Self.policy, "the whole policy"))
    /// Its place in the catalogue.
    public static let entry = GovernanceCommand.proposePolicy
    /// What a person types.
    public static let verb = "policy propose"
    /// What it does.
    public static let about = "Propose a governance policy; another person adopts it."
    /// The one stream of governance.
    public var stream: StreamID { .governance }

    /// The same again is no proposal.
    public func decide(_ state: Governance, _ context: Context) throws(Refusal) -> Decision {
        guard policy != state.policy else { throw Refusal(.form, "This policy is in force already.") }
        return Decision(PolicyProposed(policy: policy, reason: context.reason))
    }
}
