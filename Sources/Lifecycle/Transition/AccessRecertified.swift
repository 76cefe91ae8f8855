public import Schema

/// A person looked at an open access and found it still needed (TRA-6).
public struct AccessRecertified: Event {
    /// The access.
    public var grant: Code
    /// Id of the obligation that it fulfils.
    public var obligation: String
    /// The day by which it must be certified again.
    public var recertify: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("grant", \Self.grant, "the access", example: Code(validated: "crm-1")),
        Field("obligation", \.obligation, "id of the obligation that it fulfils"),
        Field("recertify", \.recertify, "the day by which it must be certified again"))
    /// Its place in the catalogue.
    public static let entry = TransitionEvent.accessRecertified
    /// What it records.
    public static let about = "Open access was certified as still needed."
    /// As the grant.
    public static let phases = PhaseSet.fromContracting

    /// One duty ends, the next begins.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        let index = state.transition.grants.firstIndex { $0.code == grant && $0.granted != nil }
        guard let index, state.transition.grants[index].obligation == obligation else {
            throw IllegalEvent("no open access \(grant)")
        }
        let next = Obligation.recertification(of: grant, by: recertify, fact, state.profile?.owner)
        state.obligations.close(obligation)
        state.obligations.add(next)
        state.transition.grants[index].obligation = next.id
    }

    /// One duty ends, the next begins.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        let next = Obligation.recertification(of: grant, by: recertify, fact, state.profile?.owner)
        return [.obligationClosed(id: obligation, .fulfilled), .obligationOpened(next)]
    }

    /// The trail's line.
    public var summary: String { "access \(grant) certified until \(recertify)" }
}

/// Certifies open access as still needed.
public struct RecertifyAccess: Command {
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
    public static let entry = TransitionCommand.recertifyAccess
    /// What a person types.
    public static let verb = "access recertify"
    /// What it does.
    public static let about = "Certify that open access is still needed; due again a quarter later."
    /// The approver's.
    public static let roles: [Role] = [.approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Only open access is certified.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(AccessRecertified.self, context)
        let known = try state.listedAccess(grant)
        guard let granted = known.granted, let obligation = known.obligation else {
            throw Refusal(
                .tra6, "Access \(grant) is not granted.",
                missing: [Missing(
                    rule: .tra2, what: "the grant", command: "access grant \(state.id) --grant \(grant)")])
        }
        try context.follows(granted.on, "the grant")
        return Decision(AccessRecertified(
            grant: grant, obligation: obligation, recertify: try context.nextRecertification()))
    }
}
