public import Schema

/// The provider took the work of the plan's scope (TRA-4).
public struct CutOverMade: Event {
    /// The plan.
    public var plan: Code

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("plan", \Self.plan, "the plan", example: Code(validated: "pilot")))
    /// Its place in the catalogue.
    public static let entry = TransitionEvent.cutOver
    /// What it records.
    public static let about = "The provider took over the work of the plan's scope."
    /// As the plan itself.
    public static let phases = TransitionPlanned.phases
    /// The work changed hands.
    public static let attention = Attention.notice

    /// Once.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        try state.transition.change(plan) { (plan) throws(IllegalEvent) in
            guard plan.cutOver == nil else { throw IllegalEvent("cut over twice") }
            guard plan.readiness != nil else { throw IllegalEvent("cut over without the owner's acceptance") }
            plan.cutOver = fact.proof
        }
    }

    /// The trail's line.
    public var summary: String { "cut-over of \(plan)" }
}

/// Cuts over.
public struct CutOver: Command {
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
    public static let entry = TransitionCommand.cutOver
    /// What a person types.
    public static let verb = "transition cut-over"
    /// What it does.
    public static let about = "Record the cut-over of a plan's scope, once everything for it is there."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Refused while anything is missing, listing all of it (TRA-4); never before what it builds on.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(CutOverMade.self, context)
        if state.transition.plan(plan)?.cutOver != nil { return .nothing }
        let plan = try state.openPlan(plan)
        let missing = plan.missingForCutOver(state.id)
        guard missing.isEmpty else {
            throw Refusal(.tra4, "Plan \(plan.code) is not ready for cut-over.", missing: missing)
        }
        let latest = ([plan.readiness] + plan.activities.map(\.done) + plan.results.map(\.recorded))
            .compactMap { $0?.on }.max()
        if let latest { try context.follows(latest, "the readiness") }
        return Decision(CutOverMade(plan: plan.code))
    }
}

extension TransitionPlan {
    /// All that the cut-over still waits for (TRA-4): activities, parallel run, playbook, the owner.
    func missingForCutOver(_ engagement: EngagementID) -> [Missing] {
        missingActivities(engagement) + missingPlaybook(engagement) + missingRun(engagement)
            + missingReadiness(engagement)
    }

    private func missingActivities(_ engagement: EngagementID) -> [Missing] {
        let open = activities.filter { $0.done == nil }.map { activity in
            Missing(
                rule: .tra4, what: "activity \(activity.code) done",
                command: "transition finish-activity \(engagement) --plan \(code) --activity \(activity.code)")
        }
        return missingKinds(engagement) + open
    }

    /// Kinds of TRA-1 of which nothing is planned; what is planned and open is listed by ``missingActivities(_:)``.
    func missingKinds(_ engagement: EngagementID) -> [Missing] {
        ActivityKind.demanded.filter { kind in !activities.contains { $0.kind == kind } }
            .map { missing($0, .tra1, engagement) }
    }

    private func missingPlaybook(_ engagement: EngagementID) -> [Missing] {
        activities.contains { $0.kind == .playbook } ? [] : [missing(.playbook, .tra4, engagement)]
    }

    private func missing(_ kind: ActivityKind, _ rule: Rule, _ engagement: EngagementID) -> Missing {
        Missing(
            rule: rule, what: "an activity of kind \(kind.shown)",
            command: "transition plan-activity \(engagement) --plan \(code) --activity \(kind.shown) "
                + "--kind \(kind.shown) --owner p-… --due …")
    }

    /// What the parallel run lacks (TRA-3): any result at all, or an accepted one for a metric.
    func missingRun(_ engagement: EngagementID) -> [Missing] {
        let worse = results.filter { !$0.accepted }.map(\.metric.rawValue)
        let waiting = results.isEmpty ? ["…"] : worse
        return waiting.map { metric in
            Missing(
                rule: .tra3, what: results.isEmpty ? "a parallel run" : "an accepted parallel run of \(metric)",
                command: "transition parallel-run \(engagement) --plan \(code) --metric \(metric) "
                    + "--reference in-house --measure quality --direction higher-is-better --sample … "
                    + "--reference-result … --provider-result …")
        }
    }

    private func missingReadiness(_ engagement: EngagementID) -> [Missing] {
        guard readiness == nil else { return [] }
        return [Missing(
            rule: .tra4, what: "readiness accepted by the owner",
            command: "transition accept-readiness \(engagement) --plan \(code)")]
    }
}
