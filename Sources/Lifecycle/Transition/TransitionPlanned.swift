public import Schema

/// A plan of the hand-over was made, or its dates were changed.
public struct TransitionPlanned: Event {
    /// Unique in its engagement.
    public var plan: Code
    /// How much is handed over.
    public var scope: TransitionScope
    /// Its size.
    public var size: TransitionSize
    /// First day.
    public var start: CivilDate
    /// Last day.
    public var end: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("plan", \Self.plan, "unique in its engagement", example: Code(validated: "pilot")),
        Field("scope", \.scope, "how much is handed over"),
        Field("size", \.size, "its size"),
        Field("start", \.start, "first day"),
        Field("end", \.end, "last day"))
    /// Its place in the catalogue.
    public static let entry = TransitionEvent.planned
    /// What it records.
    public static let about = "The hand-over was planned: scope, size and dates."
    /// Waves are planned while delivery goes on (LIFE-1).
    public static let phases = PhaseSet(.transition, .pilot, .steadyState)

    /// A new plan, or new dates for one of the same entry.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard start <= end else { throw IllegalEvent("a plan that ends before it starts") }
        let entry = state.entryCount(of: .transition)
        guard let index = state.transition.plans.firstIndex(where: { $0.code == plan }) else {
            state.transition.plans.append(TransitionPlan(
                code: plan, scope: scope, size: size, start: start, end: end, entry: entry, planned: fact.proof))
            return
        }
        guard state.transition.plans[index].entry == entry, state.transition.plans[index].cutOver == nil else {
            throw IllegalEvent("plan \(plan) is over")
        }
        state.transition.plans[index].scope = scope
        state.transition.plans[index].size = size
        state.transition.plans[index].start = start
        state.transition.plans[index].end = end
    }

    /// The trail's line.
    public var summary: String { "transition \(plan) planned: \(scope.shown), \(start) to \(end)" }
}

/// Plans the hand-over.
public struct PlanTransition: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// Code of the plan.
    public var plan: Code
    /// How much is handed over.
    public var scope: TransitionScope
    /// Its size.
    public var size: TransitionSize
    /// First day.
    public var start: CivilDate
    /// Last day.
    public var end: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("plan", \.plan, "code of the plan, unique in its engagement", example: Code(validated: "pilot")),
        Field("scope", \.scope, "how much is handed over"),
        Field("size", \.size, "small, medium or full; each has its usual length"),
        Field("start", \.start, "first day"),
        Field("end", \.end, "last day"))
    /// Its place in the catalogue.
    public static let entry = TransitionCommand.plan
    /// What a person types.
    public static let verb = "transition plan"
    /// What it does.
    public static let about = "Plan the hand-over of a pilot's scope, a wave or everything; again to change its dates."
    /// A plan may count from a later day.
    public static let mayLieAhead = true
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Unusual lengths warn (TRA-5); activities of an earlier entry that nobody did are cancelled (LIFE-2).
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(TransitionPlanned.self, context)
        guard start <= end else { throw Refusal(.form, "The plan ends before it starts.") }
        if let known = state.transition.plan(plan) {
            try requireCurrent(known, state)
            if isSame(known) { return .nothing }
        }
        var decision = Decision(TransitionPlanned(plan: plan, scope: scope, size: size, start: start, end: end))
        for event in leftOver(state) { decision.add(event) }
        let range = context.policy.transition.range(of: size)
        if !range.contains(start, through: end) {
            decision.warnings.append("TRA-5: a \(size.shown) transition takes \(range.min) to \(range.max) months.")
        }
        return decision
    }

    private func requireCurrent(_ known: TransitionPlan, _ state: Engagement) throws(Refusal) {
        guard known.entry == state.entryCount(of: .transition) else {
            throw Refusal(.life2, "Plan \(plan) belongs to an earlier transition; choose another code.")
        }
        guard known.cutOver == nil else { throw Refusal(.tra4, "Plan \(plan) has been cut over.") }
    }

    private func isSame(_ known: TransitionPlan) -> Bool {
        known.scope == scope && known.size == size && known.start == start && known.end == end
    }

    private func leftOver(_ state: Engagement) -> [ActivityCancelled] {
        let earlier = state.transition.plans.filter { $0.entry < state.entryCount(of: .transition) }
        return earlier.flatMap { plan in
            plan.activities.filter { $0.done == nil }.map { activity in
                ActivityCancelled(
                    plan: plan.code, activity: activity.code, obligation: activity.obligation, reason: nil)
            }
        }
    }
}

extension Engagement {
    /// A plan of the current entry that is not cut over yet.
    ///
    /// - Throws: a refusal that names the command which makes one.
    func openPlan(_ code: Code) throws(Refusal) -> TransitionPlan {
        guard let plan = transition.plan(code) else {
            throw Refusal(
                .unknown, "There is no transition plan \(code).",
                missing: [Missing(
                    rule: .unknown, what: "the plan",
                    command: "transition plan \(id) --plan \(code) --scope pilot --size small --start … --end …")])
        }
        guard plan.entry == entryCount(of: .transition) else {
            throw Refusal(.life2, "Plan \(code) belongs to an earlier transition.")
        }
        guard plan.cutOver == nil else { throw Refusal(.tra4, "Plan \(code) has been cut over.") }
        return plan
    }
}
