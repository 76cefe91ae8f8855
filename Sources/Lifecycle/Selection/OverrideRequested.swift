public import Schema

/// A person asks that a verdict other than fit be accepted, once (SEL-3, GATE-4).
public struct OverrideRequested: Event {
    /// The verdict.
    public var verdict: FitVerdict
    /// Version of the verdict's event.
    public var decision: Int64
    /// Why.
    public var reason: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("verdict", \Self.verdict, "the verdict", example: .conditional),
        Field("decision", \.decision, "version of the verdict's event"),
        Field("reason", \.reason, "why"))
    /// Its place in the catalogue.
    public static let entry = SelectionEvent.overrideRequested
    /// What it records.
    public static let about = "It was requested that a computed verdict be accepted although it is not fit."
    /// While the process is looked at.
    public static let phases = PhaseSet(.selection)
    /// A decision is due.
    public static let attention = Attention.notice

    /// Waits for the second person.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let fit = state.selection.fit, fit.version == decision, fit.assessment.verdict == verdict else {
            throw IllegalEvent("no verdict of version \(decision)")
        }
        state.selection.override = FitOverride(
            version: fact.version, decision: decision, on: fact.effective, approved: nil)
    }

    /// The trail's line.
    public var summary: String { "override of verdict \(verdict.shown) requested" }

    /// The rule whose verdict is accepted.
    public var citedRule: Rule? { .sel3 }
}

/// Asks for an override of the verdict.
public struct RequestOverride: Command {
    /// The engagement.
    public var engagement: EngagementID

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"))
    /// Its place in the catalogue.
    public static let entry = SelectionCommand.requestOverride
    /// What a person types.
    public static let verb = "selection override"
    /// What it does.
    public static let about = "Request that a verdict conditional or unfit be accepted; another person approves it."
    /// SEL-3.
    public static let needsReason = true
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Only a verdict that bars the gate, and only one that is not accepted yet.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(OverrideRequested.self, context)
        let reason = try context.demandedReason(.sel3)
        let fit = try state.currentFit()
        guard fit.assessment.verdict != .fit else { throw Refusal(.sel3, "The verdict is fit: nothing to override.") }
        guard state.selection.override?.approved == nil else { return .nothing }
        try context.requireNotBefore(fit.on, "the verdict")
        return Decision(OverrideRequested(verdict: fit.assessment.verdict, decision: fit.version, reason: reason))
    }
}

extension Engagement {
    /// The verdict on the answers as they stand, in this entry into selection.
    func currentFit() throws(Refusal) -> FitDecision {
        if let fit = selection.fit, fit.entry == entry?.number { return fit }
        throw Refusal(
            .sel2, "There is no verdict on the answers as they stand.",
            missing: [Missing(rule: .sel2, what: "a verdict", command: "selection decide \(id)")])
    }
}
