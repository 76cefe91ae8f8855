public import Schema

/// A policy comes into force: by a second person, or at installation (SEP-1).
public struct PolicyAdopted: Event {
    /// What is in force now.
    public var policy: Policy
    /// Version of the proposal; none at installation.
    public var proposal: Int64?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("policy", \Self.policy, "what is in force now"),
        Field("proposal", \.proposal, "version of the proposal; none at installation"))
    /// Its place in the catalogue.
    public static let entry = GovernanceEvent.policyAdopted
    /// What it records.
    public static let about = "A governance policy came into force."
    /// Another than who proposed it.
    public static let separations = [Separation(field: "proposal", of: ["policy.proposed"])]
    /// Governance changed.
    public static let attention = Attention.notice

    /// In force from now on.
    public func apply(to state: inout Governance, _ fact: Fact) throws(IllegalEvent) {
        if let proposal {
            guard state.proposals.contains(where: { $0.version == proposal && $0.policy == policy }) else {
                throw IllegalEvent("no such proposal \(proposal)")
            }
        } else if state.policyVersion > 0 {
            throw IllegalEvent("adopted without a proposal")
        }
        state.policy = policy
        state.policyVersion += 1
        state.proposals = []
    }

    /// The installation's own adoption is listed.
    public func postings(_ fact: Fact, _ state: Governance) -> [Posting] {
        proposal == nil ? [.exceptionNoted(.installation, about: "first policy adopted")] : []
    }

    /// The trail's line.
    public var summary: String { "policy adopted, separation \(policy.separation.shown)" }
}

/// Adopts the proposed policy.
public struct AdoptPolicy: Command {
    /// Version of the proposal.
    public var proposal: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("proposal", \Self.proposal, "version of the proposal in the stream governance"))
    /// Its place in the catalogue.
    public static let entry = GovernanceCommand.adoptPolicy
    /// What a person types.
    public static let verb = "policy adopt"
    /// What it does.
    public static let about = "Adopt the proposed policy, as another person than who proposed it."
    /// The approver's.
    public static let roles: [Role] = [.approver]
    /// The one stream of governance.
    public var stream: StreamID { .governance }

    /// The proposal must still stand.
    public func decide(_ state: Governance, _ context: Context) throws(Refusal) -> Decision {
        guard let waiting = waiting(state) else {
            throw Refusal(.unknown, "No proposal of version \(proposal) is waiting.")
        }
        return Decision(PolicyAdopted(policy: waiting.policy, proposal: proposal))
    }

    /// The proposal.
    public func secondHand(_ state: Governance) -> SecondHand? {
        waiting(state).map { SecondHand(PolicyAdopted.self, upon: $0.version) }
    }

    private func waiting(_ state: Governance) -> PolicyProposal? {
        state.proposals.first { $0.version == proposal }
    }
}

extension PolicyAdopted {
    /// The first policy, adopted at installation by the machine's administrator (SEP-1).
    public init(installing policy: Policy) { self.init(policy: policy, proposal: nil) }
}
