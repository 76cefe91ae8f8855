public import Schema

/// A second person accepts the verdict, once (SEL-3, GATE-4).
public struct OverrideApproved: Event {
    /// The verdict.
    public var verdict: FitVerdict
    /// Version of the request that it decides.
    public var request: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("verdict", \Self.verdict, "the verdict", example: .conditional),
        Field("request", \.request, "version of the request that it decides"))
    /// Its place in the catalogue.
    public static let entry = SelectionEvent.overrideApproved
    /// What it records.
    public static let about = "A second person accepted a computed verdict although it is not fit."
    /// While the process is looked at.
    public static let phases = PhaseSet(.selection)
    /// Another than who requested it (GATE-4).
    public static let separations = [Separation(field: "request", of: ["override.requested"])]
    /// An exception.
    public static let attention = Attention.notice

    /// Counts for this verdict only.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let waiting = state.selection.override, waiting.version == request, waiting.approved == nil else {
            throw IllegalEvent("no open override of version \(request)")
        }
        state.selection.override?.approved = fact.position
    }

    /// Governance lists it.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [.exceptionNoted(.override, about: "verdict \(verdict.shown)")]
    }

    /// The trail's line.
    public var summary: String { "override of verdict \(verdict.shown) approved" }

    /// The rule whose verdict is accepted.
    public var citedRule: Rule? { .sel3 }
}

/// Approves an override that somebody else requested.
public struct ApproveOverride: Command {
    /// The engagement.
    public var engagement: EngagementID

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"))
    /// Its place in the catalogue.
    public static let entry = SelectionCommand.approveOverride
    /// What a person types.
    public static let verb = "selection approve-override"
    /// What it does.
    public static let about = "Approve the requested override, as another person than who requested it."
    /// The approver's.
    public static let roles: [Role] = [.approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// There must be something to approve.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(OverrideApproved.self, context)
        let fit = try state.currentFit()
        guard let waiting = state.selection.override else {
            throw Refusal(
                .sel3, "No override is requested.",
                missing: [Missing(
                    rule: .sel3, what: "a request", command: "selection override \(engagement) --reason …")])
        }
        guard waiting.approved == nil else { return .nothing }
        try context.requireNotBefore(waiting.on, "the request")
        return Decision(OverrideApproved(verdict: fit.assessment.verdict, request: waiting.version))
    }

    /// The requested override.
    public func secondHand(_ state: Engagement) -> SecondHand? {
        guard let waiting = state.selection.override, waiting.approved == nil else { return nil }
        return SecondHand(OverrideApproved.self, upon: waiting.version)
    }
}
