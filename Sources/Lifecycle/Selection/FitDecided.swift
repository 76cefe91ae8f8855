public import Schema

/// The verdict on the sixteen answers was computed and frozen (SEL-2).
public struct FitDecided: Event {
    /// Verdict and figures.
    public var assessment: FitAssessment
    /// Adoption of the policy that it was computed by.
    public var policyVersion: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("assessment", \Self.assessment, "verdict and figures"),
        Field("policyVersion", \.policyVersion, "adoption of the policy that it was computed by"))
    /// Its place in the catalogue.
    public static let entry = SelectionEvent.fitDecided
    /// What it records.
    public static let about = "The verdict on the process's fitness was computed and frozen with its figures."
    /// While the process is looked at.
    public static let phases = PhaseSet(.selection)
    /// A decision.
    public static let attention = Attention.notice

    /// A new verdict; an override of an earlier one does not carry over.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let entry = state.entry else { throw IllegalEvent("a verdict before the engagement") }
        state.selection.fit = FitDecision(
            assessment: assessment, entry: entry.number, version: fact.version, proof: fact.position,
            on: fact.effective)
        state.selection.override = nil
    }

    /// The trail's line.
    public var summary: String {
        "\(assessment.verdict.shown): \(assessment.favouring) for, \(assessment.opposing) against, "
            + "\(assessment.unclear) unclear"
    }
}

/// Computes the verdict on the answers as they stand.
public struct DecideFit: Command {
    /// The engagement.
    public var engagement: EngagementID

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"))
    /// Its place in the catalogue.
    public static let entry = SelectionCommand.decideFit
    /// What a person types.
    public static let verb = "selection decide"
    /// What it does.
    public static let about = "Compute the verdict on the sixteen answers as they stand, and freeze it."
    /// Computed, so whoever recorded the answers may ask for it; nobody's judgement enters.
    public static let roles: [Role] = [.manager, .approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// The same verdict on the same answers again is nothing.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(FitDecided.self, context)
        guard let latest = state.selection.answers.map(\.on).max() else {
            throw Refusal(
                .sel2, "Nothing is answered yet.",
                missing: [Missing(
                    rule: .sel1, what: "answers to the sixteen questions",
                    command: "selection assess \(engagement) --question measurable --answer yes")])
        }
        try context.requireNotBefore(latest, "the answers it rests on")
        let assessment = state.fit(context.policy.selection)
        if let fit = state.selection.fit, fit.assessment == assessment, fit.entry == state.entry?.number {
            return .nothing
        }
        return Decision(FitDecided(assessment: assessment, policyVersion: context.governance.policyVersion))
    }
}
