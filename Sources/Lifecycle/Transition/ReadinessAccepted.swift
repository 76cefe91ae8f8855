public import Schema

/// The engagement's owner accepts that the plan's scope is ready (TRA-4).
public struct ReadinessAccepted: Event {
    /// The plan.
    public var plan: Code

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("plan", \Self.plan, "the plan", example: Code(validated: "pilot")))
    /// Its place in the catalogue.
    public static let entry = TransitionEvent.readinessAccepted
    /// What it records.
    public static let about = "The owner accepted that the plan's scope is ready for cut-over."
    /// As the plan itself.
    public static let phases = TransitionPlanned.phases
    /// A decision.
    public static let attention = Attention.notice

    /// Only by the owner.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let owner = state.profile?.owner, fact.person == owner else {
            throw IllegalEvent("readiness accepted by another than the owner")
        }
        try state.transition.change(plan) { (plan) throws(IllegalEvent) in plan.readiness = fact.proof }
    }

    /// The trail's line.
    public var summary: String { "readiness of \(plan) accepted by the owner" }
}

/// Accepts readiness, as the owner.
public struct AcceptReadiness: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The plan.
    public var plan: Code

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("plan", \.plan, "the plan", example: Code(validated: "pilot")))
    /// Its place in the catalogue.
    public static let entry = TransitionCommand.acceptReadiness
    /// What a person types.
    public static let verb = "transition accept-readiness"
    /// What it does.
    public static let about = "Accept, as the engagement's owner, that a plan's scope is ready."
    /// The owner, whatever the role.
    public static let roles: [Role] = [.manager, .approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Nobody else may (TRA-4).
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(ReadinessAccepted.self, context)
        let plan = try state.openPlan(plan)
        guard context.person == state.profile?.owner else {
            throw Refusal(
                .tra4, "Only the owner accepts readiness.",
                missing: [Missing(
                    rule: .tra4, what: "the owner's acceptance",
                    command: "transition accept-readiness \(state.id) --plan \(plan.code)")])
        }
        try context.follows(plan.planned.on, "the plan")
        return plan.readiness == nil ? Decision(ReadinessAccepted(plan: plan.code)) : .nothing
    }
}
