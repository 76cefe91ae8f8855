public import Schema

/// An exit plan, for a planned parting and for one under stress (domain.md section 7).
public struct ExitPlanRecorded: Event {
    /// The plan.
    public var plan: ExitPlan
    /// The day by which it must be reviewed (RSK-1).
    public var review: CivilDate
    /// Id of the review that was due and is overtaken by this plan.
    public var overtaken: String?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("plan", \Self.plan, "the plan"),
        Field("review", \.review, "the day by which it must be reviewed"),
        Field("overtaken", \.overtaken, "id of the review that was due and is overtaken by this plan"))
    /// Its place in the catalogue.
    public static let entry = ExitEvent.planRecorded
    /// What it records.
    public static let about = "An exit plan was recorded."
    /// From contracting on: the gate to steady state asks for it (PIL-4).
    public static let phases = PhaseSet.fromContracting

    /// The newest plan counts; its review falls due.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard state.exit.plan?.obligation == overtaken else { throw IllegalEvent("another review was due") }
        let due = Obligation.exitPlanReview(by: review, fact, state.profile?.owner)
        if let overtaken { state.obligations.close(overtaken) }
        state.obligations.add(due)
        state.exit.plan = ExitPlanOnRecord(
            recorded: fact.proof, reviewed: fact.proof, alternatives: plan.alternatives,
            substitutability: plan.substitutability, reintegration: plan.reintegration, obligation: due.id)
    }

    /// One duty ends, the next begins.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        let due = Obligation.exitPlanReview(by: review, fact, state.profile?.owner)
        let closed = overtaken.map { [Posting.obligationClosed(id: $0, .fulfilled)] } ?? []
        return closed + [.obligationOpened(due)]
    }

    /// The trail's line.
    public var summary: String { "exit plan recorded, \(plan.alternatives.count) alternatives" }
}

/// The content of an exit plan.
public struct ExitPlan: Message, Equatable {
    /// How to leave in a hurry.
    public var stressed: Text
    /// How to leave as planned.
    public var nonStressed: Text
    /// Who could take over.
    public var alternatives: [Label]
    /// How easily the provider could be replaced.
    public var substitutability: Substitutability
    /// How easily the client could take the work back.
    public var reintegration: Reintegration

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("stressed", \Self.stressed, "how to leave in a hurry"),
        Field("nonStressed", \.nonStressed, "how to leave as planned"),
        Field("alternatives", \.alternatives, "who could take over", example: ["Beta Services Ltd"]),
        Field("substitutability", \.substitutability, "how easily the provider could be replaced"),
        Field("reintegration", \.reintegration, "how easily the client could take the work back"))
}

extension Obligation {
    /// The duty to review the exit plan (RSK-1).
    static func exitPlanReview(by due: CivilDate, _ fact: Fact, _ owner: PersonHandle?) -> Obligation {
        Obligation(
            id: "exit-plan-review/\(fact.version)", about: "review the exit plan", owner: owner, due: due, rule: .rsk1)
    }
}

extension Context {
    /// The day by which an exit plan recorded or reviewed now must be reviewed (RSK-1).
    func nextExitPlanReview() throws(Refusal) -> CivilDate {
        do throws(OutOfCalendar) {
            return try effective.adding(months: Int(policy.exit.planReviewMonths.value))
        } catch {
            throw Refusal(.time, "The next review would lie beyond the calendar.")
        }
    }
}

/// Records the exit plan.
public struct RecordExitPlan: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// How to leave in a hurry.
    public var stressed: Text
    /// How to leave as planned.
    public var nonStressed: Text
    /// Who could take over.
    public var alternatives: [Label]
    /// How easily the provider could be replaced.
    public var substitutability: Substitutability
    /// How easily the client could take the work back.
    public var reintegration: Reintegration

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("stressed", \.stressed, "how to leave in a hurry"),
        Field("nonStressed", \.nonStressed, "how to leave as planned"),
        Field("alternatives", \.alternatives, "who could take over", example: ["Beta Services Ltd"]),
        Field("substitutability", \.substitutability, "how easily the provider could be replaced"),
        Field("reintegration", \.reintegration, "how easily the client could take the work back"))
    /// Its place in the catalogue.
    public static let entry = ExitCommand.recordPlan
    /// What a person types.
    public static let verb = "exit plan"
    /// What it does.
    public static let about = "Record the exit plan, stressed and non-stressed; its yearly review falls due."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Alternatives are named, unless nobody could replace the provider.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(ExitPlanRecorded.self, context)
        guard !alternatives.isEmpty || substitutability == .impossible else {
            throw Refusal(
                .exi1, "An exit plan names alternatives, or says that there are none.",
                missing: [Missing(
                    rule: .exi1, what: "alternatives",
                    command: "--alternatives …, or --substitutability impossible")])
        }
        let plan = ExitPlan(
            stressed: stressed, nonStressed: nonStressed, alternatives: alternatives,
            substitutability: substitutability, reintegration: reintegration)
        return Decision(ExitPlanRecorded(
            plan: plan, review: try context.nextExitPlanReview(), overtaken: state.exit.plan?.obligation))
    }
}
