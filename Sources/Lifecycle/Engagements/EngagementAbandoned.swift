public import Schema

/// The engagement is given up before delivery (LIFE-3); it may resume by gate.
public struct EngagementAbandoned: Event {
    /// Obligations that fall away with it.
    public var cancelled: [String]
    /// Why.
    public var reason: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("cancelled", \Self.cancelled, "ids of the obligations that fall away with it"),
        Field("reason", \.reason, "why"))
    /// Its place in the catalogue.
    public static let entry = EngagementEvent.abandoned
    /// What it records.
    public static let about = "The engagement was abandoned before delivery."
    /// Later there is something to return: then exit is the way.
    public static let phases = PhaseSet(.selection, .contracting)
    /// Without a gate.
    public static let entersPhase: Phase? = .abandoned
    /// A change of phase.
    public static let attention = Attention.notice

    /// Nothing waits any longer.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard state.profile != nil else { throw IllegalEvent("abandoned before it was opened") }
        state.gates.requests = []
        for id in cancelled { state.obligations.close(id) }
        state.enter(.abandoned, fact)
    }

    /// A change of phase, and the end of its obligations.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [.phaseEntered(.abandoned, entry: state.entry?.number ?? 1)]
            + cancelled.map { .obligationClosed(id: $0, .cancelled) }
    }

    /// The trail's line.
    public var summary: String { "abandoned" }
}

/// Gives an engagement up.
public struct AbandonEngagement: Command {
    /// The engagement.
    public var engagement: EngagementID

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"))
    /// Its place in the catalogue.
    public static let entry = EngagementCommand.abandon
    /// What a person types.
    public static let verb = "engagement abandon"
    /// What it does.
    public static let about = "Give the engagement up before delivery, with a reason; it may resume by gate."
    /// Domain.md section 8, Reason.
    public static let needsReason = true
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// LIFE-3: not while anything would have to be returned or ended; the refusal lists all of it.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try requireNothingOut(state)
        try state.admit(EngagementAbandoned.self, context)
        try context.requireNotBefore(state.entry?.on, "the entry into \(state.phase.shown)")
        let reason = try context.demandedReason(.life3)
        return Decision(EngagementAbandoned(cancelled: state.obligations.open.map(\.id), reason: reason))
    }

    private func requireNothingOut(_ state: Engagement) throws(Refusal) {
        guard state.phase != .closed, state.phase != .abandoned else { return }
        var missing: [Missing] = []
        let exit = "gate request \(engagement) --gate to-exit --reason …"
        if state.hasSignedContract {
            missing.append(Missing(rule: .life3, what: "the end of the signed contract, by exit", command: exit))
        }
        missing += state.openGrants.map {
            Missing(
                rule: .life3, what: "revocation of access \($0)",
                command: "access revoke \(engagement) --grant \($0)")
        }
        guard missing.isEmpty else {
            throw Refusal(.life3, "Engagement \(engagement) cannot be abandoned: use exit.", missing: missing)
        }
    }
}
