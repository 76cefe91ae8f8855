public import Schema

/// Whether the client's business hangs on the process (SEL-8).
public enum Criticality: String, Choice {
    case critical, notCritical = "not_critical", notAssessed = "not_assessed"
}

/// What stopping the process would do.
public enum StoppingImpact: String, Choice {
    case low, medium, high, notAssessed = "not_assessed"
}

/// How critical the process is, in the latest word.
public struct CriticalityStanding: Message, Equatable {
    /// The word itself.
    public var criticality: Criticality
    /// Recovery time objective, in minutes.
    public var recoveryTimeMinutes: Count?
    /// Recovery point objective, in minutes.
    public var recoveryPointMinutes: Count?
    /// What stopping would do.
    public var impact: StoppingImpact
    /// Its day.
    public var on: CivilDate
    /// When it is due again.
    public var again: CivilDate
    /// The event that proves it.
    public var proof: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("criticality", \Self.criticality, "the word itself"),
        Field("recoveryTimeMinutes", \.recoveryTimeMinutes, "recovery time objective, minutes"),
        Field("recoveryPointMinutes", \.recoveryPointMinutes, "recovery point objective, minutes"),
        Field("impact", \.impact, "what stopping would do"),
        Field("on", \.on, "its day"),
        Field("again", \.again, "when it is due again"),
        Field("proof", \.proof, "position of the event"))

    /// The obligation to look again.
    var obligation: String { "criticality/\(again)" }
}

/// It was assessed how critical the process is (SEL-8).
public struct CriticalityAssessed: Event {
    /// The word itself.
    public var criticality: Criticality
    /// Recovery time objective, in minutes.
    public var recoveryTimeMinutes: Count?
    /// Recovery point objective, in minutes.
    public var recoveryPointMinutes: Count?
    /// What stopping would do.
    public var impact: StoppingImpact
    /// When it is due again.
    public var again: CivilDate
    /// The obligation of the assessment before, which this one fulfils.
    public var fulfils: String?
    /// Why.
    public var reason: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("criticality", \Self.criticality, "critical, not critical or not assessed"),
        Field("recoveryTimeMinutes", \.recoveryTimeMinutes, "recovery time objective, minutes", example: 240),
        Field("recoveryPointMinutes", \.recoveryPointMinutes, "recovery point objective, minutes", example: 60),
        Field("impact", \.impact, "what stopping the process would do", example: .high),
        Field("again", \.again, "when it is due again"),
        Field("fulfils", \.fulfils, "obligation of the assessment before", example: "criticality/2026-11-21"),
        Field("reason", \.reason, "why"))
    /// Its place in the catalogue.
    public static let entry = SelectionEvent.criticalityAssessed
    /// What it records.
    public static let about = "It was assessed how critical the process is; the next assessment is due in a year."

    /// Takes the earlier word's place and opens the next obligation.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        let standing = CriticalityStanding(
            criticality: criticality, recoveryTimeMinutes: recoveryTimeMinutes,
            recoveryPointMinutes: recoveryPointMinutes, impact: impact, on: fact.effective, again: again,
            proof: fact.position)
        if let fulfils { state.obligations.close(fulfils) }
        state.selection.criticality = standing
        state.obligations.add(next(state))
    }

    private func next(_ state: Engagement) -> Obligation {
        Obligation(
            id: "criticality/\(again)", about: "assess the criticality of the process again",
            owner: state.profile?.owner, due: again, rule: .sel8)
    }

    /// The old obligation ends, the next begins.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        let ended = fulfils.map { [Posting.obligationClosed(id: $0, .fulfilled)] } ?? []
        return ended + [.obligationOpened(next(state))]
    }

    /// The trail's line.
    public var summary: String { "process is \(criticality.shown), impact of stopping \(impact.shown)" }
}

/// Records how critical the process is.
public struct AssessCriticality: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The word itself.
    public var criticality: Criticality
    /// Recovery time objective, in minutes.
    public var recoveryTimeMinutes: Count?
    /// Recovery point objective, in minutes.
    public var recoveryPointMinutes: Count?
    /// What stopping would do.
    public var impact: StoppingImpact

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("criticality", \.criticality, "critical, not critical or not assessed"),
        Field("recoveryTimeMinutes", \.recoveryTimeMinutes, "recovery time objective, minutes"),
        Field("recoveryPointMinutes", \.recoveryPointMinutes, "recovery point objective, minutes"),
        Field("impact", \.impact, "what stopping the process would do"))
    /// Its place in the catalogue.
    public static let entry = SelectionCommand.assessCriticality
    /// What a person types.
    public static let verb = "selection criticality"
    /// What it does.
    public static let about = "Assess how critical the process is, with a reason; due again after a year."
    /// SEL-8: with reason.
    public static let needsReason = true
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Never before the assessment it supersedes.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(CriticalityAssessed.self, context)
        let reason = try context.demandedReason(.sel8)
        let before = state.selection.criticality
        try context.requireNotBefore(before?.on, "the assessment it supersedes")
        return Decision(CriticalityAssessed(
            criticality: criticality, recoveryTimeMinutes: recoveryTimeMinutes,
            recoveryPointMinutes: recoveryPointMinutes, impact: impact, again: try again(context),
            fulfils: try fulfilled(before, context, state), reason: reason))
    }

    private func again(_ context: Context) throws(Refusal) -> CivilDate {
        do throws(OutOfCalendar) {
            return try context.effective.adding(months: Int(context.policy.selection.criticalityMonths.value))
        } catch {
            throw Refusal(.sel8, "The next assessment would lie beyond the calendar.")
        }
    }

    /// The open obligation that this assessment fulfils; none where it is due on the very day it comes due again.
    private func fulfilled(
        _ before: CriticalityStanding?, _ context: Context, _ state: Engagement
    ) throws(Refusal) -> String? {
        guard let before, before.again != (try again(context)) else { return nil }
        return state.obligations.open.contains { $0.id == before.obligation } ? before.obligation : nil
    }
}
