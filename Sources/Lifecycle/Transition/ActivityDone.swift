public import Schema

/// An activity of a plan was done.
public struct ActivityDone: Event {
    /// The plan.
    public var plan: Code
    /// The activity.
    public var activity: Code
    /// Id of the obligation that it fulfils.
    public var obligation: String
    /// Digest of what proves it, a sign-off sheet or a recording.
    public var evidence: Digest?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("plan", \Self.plan, "the plan", example: Code(validated: "pilot")),
        Field("activity", \.activity, "the activity", example: Code(validated: "agent-training")),
        Field("obligation", \.obligation, "id of the obligation that it fulfils"),
        Field("evidence", \.evidence, "SHA-256 of what proves it"))
    /// Its place in the catalogue.
    public static let entry = TransitionEvent.activityDone
    /// What it records.
    public static let about = "An activity of the hand-over was done."
    /// As the plan itself.
    public static let phases = TransitionPlanned.phases

    /// Its obligation is fulfilled.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        try state.transition.change(plan) { (plan) throws(IllegalEvent) in
            let index = plan.activities.firstIndex { $0.code == activity && $0.done == nil }
            guard let index, plan.activities[index].obligation == obligation else {
                throw IllegalEvent("no open activity \(activity)")
            }
            plan.activities[index].done = fact.proof
        }
        state.obligations.close(obligation)
    }

    /// Fulfilled, and hashed where there is a document.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        let documents = evidence.map { [Posting.documentHashed(name: "transition/\(plan)/\(activity)", $0)] }
        return [.obligationClosed(id: obligation, .fulfilled)] + (documents ?? [])
    }

    /// The trail's line.
    public var summary: String { "activity \(activity) of \(plan) done" }
}

/// Records that an activity was done.
public struct FinishActivity: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The plan.
    public var plan: Code
    /// The activity.
    public var activity: Code
    /// Digest of what proves it.
    public var evidence: Digest?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("plan", \.plan, "the plan", example: Code(validated: "pilot")),
        Field("activity", \.activity, "the activity", example: Code(validated: "agent-training")),
        Field("evidence", \.evidence, "SHA-256 of what proves it"))
    /// Its place in the catalogue.
    public static let entry = TransitionCommand.finishActivity
    /// What a person types.
    public static let verb = "transition finish-activity"
    /// What it does.
    public static let about = "Record that an activity of the hand-over was done."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// It must have been planned (TRA-1), and is done once.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(ActivityDone.self, context)
        let plan = try state.openPlan(plan)
        guard let known = plan.activity(activity) else { throw unplanned(state) }
        guard known.done == nil else { return .nothing }
        try context.follows(known.planned.on, "the planning")
        return Decision(ActivityDone(
            plan: plan.code, activity: activity, obligation: known.obligation, evidence: evidence))
    }

    private func unplanned(_ state: Engagement) -> Refusal {
        Refusal(
            .tra1, "Activity \(activity) is not planned.",
            missing: [Missing(
                rule: .tra1, what: "the planned activity",
                command: "transition plan-activity \(state.id) --plan \(plan) --activity \(activity) "
                    + "--kind training --owner p-… --due …")])
    }
}
