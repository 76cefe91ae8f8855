public import Schema

/// Access was withdrawn, or its request before it was granted.
public struct AccessRevoked: Event {
    /// The access.
    public var grant: Code
    /// Id of the obligation that ends with it; none where it was never granted.
    public var obligation: String?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("grant", \Self.grant, "the access", example: Code(validated: "crm-1")),
        Field("obligation", \.obligation, "id of the obligation that ends with it"))
    /// Its place in the catalogue.
    public static let entry = TransitionEvent.accessRevoked
    /// What it records.
    public static let about = "Access was revoked."
    /// As the grant.
    public static let phases = PhaseSet.fromContracting
    /// Somebody no longer uses a system.
    public static let attention = Attention.notice

    /// No longer listed.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let index = state.transition.grants.firstIndex(where: { $0.code == grant && $0.obligation == obligation })
        else { throw IllegalEvent("no access \(grant)") }
        state.transition.grants.remove(at: index)
        if let obligation { state.obligations.close(obligation) }
    }

    /// Off the access list.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        guard let obligation else { return [] }
        return [.accessRevoked(id: grant.rawValue), .obligationClosed(id: obligation, .cancelled)]
    }

    /// The trail's line.
    public var summary: String { "access \(grant) revoked" }
}

/// Revokes access, or withdraws its request.
public struct RevokeAccess: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The access.
    public var grant: Code

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("grant", \.grant, "the access", example: Code(validated: "crm-1")))
    /// Its place in the catalogue.
    public static let entry = TransitionCommand.revokeAccess
    /// What a person types.
    public static let verb = "access revoke"
    /// What it does.
    public static let about = "Revoke access, or withdraw a request that was not granted."
    /// Either may close a door.
    public static let roles: [Role] = [.manager, .approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// It must be listed.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(AccessRevoked.self, context)
        let known = try state.listedAccess(grant)
        try context.follows((known.granted ?? known.requested).on, "the grant")
        return Decision(AccessRevoked(grant: grant, obligation: known.obligation))
    }
}
