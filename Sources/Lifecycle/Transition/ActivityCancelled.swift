public import Schema

/// An activity is no longer asked for: planned anew, superfluous, or left over from an earlier transition.
public struct ActivityCancelled: Event {
    /// The plan.
    public var plan: Code
    /// The activity.
    public var activity: Code
    /// Id of the obligation that ends with it.
    public var obligation: String
    /// Why, where a person said so.
    public var reason: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("plan", \Self.plan, "the plan", example: Code(validated: "pilot")),
        Field("activity", \.activity, "the activity", example: Code(validated: "agent-training")),
        Field("obligation", \.obligation, "id of the obligation that ends with it"),
        Field("reason", \.reason, "why, where a person said so"))
    /// Its place in the catalogue.
    public static let entry = TransitionEvent.activityCancelled
    /// What it records.
    public static let about = "A planned activity was cancelled."
    /// As long as anything may fall due.
    public static let phases = PhaseSet(.transition, .pilot, .steadyState, .exit)

    /// No longer due.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        try state.transition.change(plan) { (plan) throws(IllegalEvent) in
            guard let known = plan.activity(activity), known.done == nil, known.obligation == obligation else {
                throw IllegalEvent("no open activity \(activity)")
            }
            plan.activities.removeAll { $0.code == activity }
        }
        state.obligations.close(obligation)
    }

    /// The obligation ends.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [.obligationClosed(id: obligation, .cancelled)]
    }

    /// The trail's line.
    public var summary: String { "activity \(activity) of \(plan) cancelled" }
}

/// Cancels an activity.
public struct CancelActivity: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The plan.
    public var plan: Code
    /// The activity.
    public var activity: Code

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("plan", \.plan, "the plan", example: Code(validated: "pilot")),
        Field("activity", \.activity, "the activity", example: Code(validated: "agent-training")))
    /// Its place in the catalogue.
    public static let entry = TransitionCommand.cancelActivity
    /// What a person types.
    public static let verb = "transition cancel-activity"
    /// What it does.
    public static let about = "Cancel an activity that is not done, with a reason."
    /// It no longer stands in the way of the cut-over.
    public static let needsReason = true
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Only what is open can be cancelled.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(ActivityCancelled.self, context)
        let reason = try context.demandedReason(.tra4)
        guard let known = state.transition.plan(plan)?.activity(activity) else {
            throw Refusal(.unknown, "Plan \(plan) has no activity \(activity).")
        }
        guard known.done == nil else { throw Refusal(.form, "Activity \(activity) is done.") }
        try context.follows(known.planned.on, "the planning")
        return Decision(ActivityCancelled(
            plan: plan, activity: activity, obligation: known.obligation, reason: reason))
    }
}
