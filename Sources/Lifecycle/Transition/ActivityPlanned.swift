public import Schema

/// An activity of a plan was given an owner and a due date.
public struct ActivityPlanned: Event {
    /// The plan.
    public var plan: Code
    /// Unique in the plan.
    public var activity: Code
    /// What it is.
    public var kind: ActivityKind
    /// Who sees to it.
    public var owner: PersonHandle
    /// The last day on which it is in time.
    public var due: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("plan", \Self.plan, "the plan", example: Code(validated: "pilot")),
        Field("activity", \.activity, "unique in the plan", example: Code(validated: "agent-training")),
        Field("kind", \.kind, "what it is"),
        Field("owner", \.owner, "who sees to it"),
        Field("due", \.due, "the last day on which it is in time"))
    /// Its place in the catalogue.
    public static let entry = TransitionEvent.activityPlanned
    /// What it records.
    public static let about = "An activity of the hand-over was planned."
    /// As the plan itself.
    public static let phases = TransitionPlanned.phases

    /// Due from now on.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        let planned = PlannedActivity(
            code: activity, kind: kind, owner: owner, due: due, obligation: obligation(fact).id, planned: fact.proof)
        try state.transition.change(plan) { (plan) throws(IllegalEvent) in
            guard plan.activity(activity) == nil else { throw IllegalEvent("activity \(activity) planned twice") }
            guard plan.cutOver == nil else { throw IllegalEvent("plan \(plan.code) is over") }
            plan.activities.append(planned)
        }
        state.obligations.add(obligation(fact))
    }

    private func obligation(_ fact: Fact) -> Obligation {
        Obligation(
            id: "transition/\(plan)/\(activity)/\(fact.version)", about: "\(kind.shown) of plan \(plan)",
            owner: owner, due: due, rule: .tra1)
    }

    /// It falls due.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] { [.obligationOpened(obligation(fact))] }

    /// The trail's line.
    public var summary: String { "\(kind.shown) \(activity) planned in \(plan), due \(due)" }
}

/// Plans an activity.
public struct PlanActivity: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The plan.
    public var plan: Code
    /// Unique in the plan.
    public var activity: Code
    /// What it is.
    public var kind: ActivityKind
    /// Who sees to it.
    public var owner: PersonHandle
    /// The last day on which it is in time.
    public var due: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("plan", \.plan, "the plan", example: Code(validated: "pilot")),
        Field("activity", \.activity, "code, unique in the plan", example: Code(validated: "agent-training")),
        Field("kind", \.kind, "what it is"),
        Field("owner", \.owner, "who sees to it"),
        Field("due", \.due, "the last day on which it is in time"))
    /// Its place in the catalogue.
    public static let entry = TransitionCommand.planActivity
    /// What a person types.
    public static let verb = "transition plan-activity"
    /// What it does.
    public static let about = "Plan an activity of the hand-over; again to change it before it is done."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// What is done stays as it was planned; a changed plan first cancels the old due date.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(ActivityPlanned.self, context)
        let plan = try state.openPlan(plan)
        try context.follows(plan.planned.on, "the plan")
        try context.governance.requireKnown(owner)
        var decision = Decision.nothing
        if let known = plan.activity(activity) {
            guard known.done == nil else { throw Refusal(.form, "Activity \(activity) is done.") }
            if known.kind == kind, known.owner == owner, known.due == due { return .nothing }
            decision.add(ActivityCancelled(
                plan: plan.code, activity: activity, obligation: known.obligation, reason: context.reason))
        }
        decision.add(ActivityPlanned(plan: plan.code, activity: activity, kind: kind, owner: owner, due: due))
        return decision
    }
}
