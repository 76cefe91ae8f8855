public import Schema

/// The exit plan was looked at and still holds (RSK-1).
public struct ExitPlanReviewed: Event {
    /// The day by which it must be reviewed again.
    public var review: CivilDate
    /// Id of the obligation that it fulfils.
    public var obligation: String
    /// What was found.
    public var note: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("review", \Self.review, "the day by which it must be reviewed again"),
        Field("obligation", \.obligation, "id of the obligation that it fulfils"),
        Field("note", \.note, "what was found"))
    /// Its place in the catalogue.
    public static let entry = ExitEvent.planReviewed
    /// What it records.
    public static let about = "The exit plan was reviewed and still holds."
    /// As the plan.
    public static let phases = PhaseSet.fromContracting

    /// One duty ends, the next begins.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let plan = state.exit.plan, plan.obligation == obligation else {
            throw IllegalEvent("no exit plan with that review")
        }
        let next = Obligation.exitPlanReview(by: review, fact, state.profile?.owner)
        state.obligations.close(obligation)
        state.obligations.add(next)
        state.exit.plan?.reviewed = fact.proof
        state.exit.plan?.obligation = next.id
    }

    /// One duty ends, the next begins.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        let next = Obligation.exitPlanReview(by: review, fact, state.profile?.owner)
        return [.obligationClosed(id: obligation, .fulfilled), .obligationOpened(next)]
    }

    /// The trail's line.
    public var summary: String { "exit plan reviewed, again by \(review)" }
}

/// Records a review of the exit plan.
public struct ReviewExitPlan: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// What was found.
    public var note: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("note", \.note, "what was found"))
    /// Its place in the catalogue.
    public static let entry = ExitCommand.reviewPlan
    /// What a person types.
    public static let verb = "exit review-plan"
    /// What it does.
    public static let about = "Record that the exit plan was reviewed and still holds."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// There must be a plan that is not carried out yet.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(ExitPlanReviewed.self, context)
        guard let plan = state.exit.plan, let obligation = plan.obligation else {
            throw Refusal(
                .rsk1, "There is no exit plan to review.",
                missing: [Missing(
                    rule: .rsk1, what: "an exit plan",
                    command: "exit plan \(state.id) --stressed … --non-stressed … --alternatives … "
                        + "--substitutability medium --reintegration easy")])
        }
        try context.follows(plan.reviewed.on, "the plan")
        return Decision(ExitPlanReviewed(
            review: try context.nextExitPlanReview(), obligation: obligation, note: note))
    }
}
