public import Schema

/// Somebody asks that a holder may use a system in a role (TRA-2).
public struct AccessRequested: Event {
    /// Unique in its engagement.
    public var grant: Code
    /// Which system.
    public var system: Label
    /// Who is to use it.
    public var holder: PersonHandle
    /// As what.
    public var role: Code

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("grant", \Self.grant, "unique in its engagement", example: Code(validated: "crm-1")),
        Field("system", \.system, "which system", example: "CRM"),
        Field("holder", \.holder, "who is to use it"),
        Field("role", \.role, "as what", example: Code(validated: "agent")))
    /// Its place in the catalogue.
    public static let entry = TransitionEvent.accessRequested
    /// What it records.
    public static let about = "Access to a system was requested."
    /// Systems may be opened while contracts are made.
    public static let phases = PhaseSet.fromContracting

    /// Waits for the grant.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard !state.transition.grants.contains(where: { $0.code == grant }) else {
            throw IllegalEvent("access \(grant) requested twice")
        }
        state.transition.grants.append(AccessGrant(
            code: grant, system: system, holder: holder, role: role, request: fact.version, requested: fact.proof))
    }

    /// The trail's line.
    public var summary: String { "access \(grant) requested as \(role)" }
}

/// Asks for access.
public struct RequestAccess: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// Code of the grant.
    public var grant: Code
    /// Which system.
    public var system: Label
    /// Who is to use it.
    public var holder: PersonHandle
    /// As what.
    public var role: Code

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("grant", \.grant, "code of the grant, unique in its engagement", example: Code(validated: "crm-1")),
        Field("system", \.system, "which system", example: "CRM"),
        Field("holder", \.holder, "who is to use it"),
        Field("role", \.role, "as what", example: Code(validated: "agent")))
    /// Its place in the catalogue.
    public static let entry = TransitionCommand.requestAccess
    /// What a person types.
    public static let verb = "access request"
    /// What it does.
    public static let about = "Request access to a system for a holder in a role; another person grants it."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// The code must be free, the holder known by handle.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(AccessRequested.self, context)
        try context.governance.requireKnown(holder)
        if let known = state.transition.grants.first(where: { $0.code == grant }) {
            guard known.system == system, known.holder == holder, known.role == role else {
                throw Refusal(.form, "Access \(grant) is listed already, for \(known.system).")
            }
            return .nothing
        }
        return Decision(AccessRequested(grant: grant, system: system, holder: holder, role: role))
    }
}
