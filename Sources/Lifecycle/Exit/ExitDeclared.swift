public import Schema

/// An exit that cannot wait: recorded at once, approved after (EXI-1).
public struct ExitDeclared: Event {
    /// Why.
    public var cause: DeclaredReason
    /// The day by which another person confirms it.
    public var confirm: CivilDate
    /// Why, in words.
    public var reason: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("cause", \Self.cause, "why"),
        Field("confirm", \.confirm, "the day by which another person confirms it"),
        Field("reason", \.reason, "why, in words"))
    /// Its place in the catalogue.
    public static let entry = ExitEvent.declared
    /// What it records.
    public static let about = "An exit for cause, insolvency or regulation began at once."
    /// From where the life cycle reaches exit.
    public static let phases = PhaseSet(.transition, .pilot, .steadyState)
    /// Without a gate.
    public static let entersPhase: Phase? = .exit
    /// A change of phase without a second person yet.
    public static let attention = Attention.warning
    /// Who is woken reads this.
    public static let advice = """
        An exit for cause, insolvency or regulation began at once, without a second person yet. Another person has to
        confirm it in time, and the exit plan comes into force.

        See where it stands: engagectl engagement show {engagement}
        Confirm it:          engagectl exit confirm {engagement}
        """

    /// In exit at once; reviews at other gates are void.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        let declaration = ExitDeclaration(version: fact.version, reason: cause, declared: fact.proof)
        state.exit.declarations.append(declaration)
        state.gates.requests = []
        state.obligations.add(obligation(fact, state))
        state.enter(.exit, fact)
    }

    private func obligation(_ fact: Fact, _ state: Engagement) -> Obligation {
        Obligation(
            id: "exit-confirmation/\(fact.version)", about: "confirm the exit declared for \(cause.shown)",
            owner: state.profile?.owner, due: confirm, rule: .exi1)
    }

    /// The phase, and the duty to confirm.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [.phaseEntered(.exit, entry: state.entry?.number ?? 1), .obligationOpened(obligation(fact, state))]
    }

    /// The trail's line.
    public var summary: String { "exit declared (\(cause.shown)), to be confirmed by \(confirm)" }

    /// The rule that lets it begin at once.
    public var citedRule: Rule? { .exi1 }
}

/// Declares an exit that cannot wait.
public struct DeclareExit: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// Why.
    public var cause: DeclaredReason

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("cause", \.cause, "cause, insolvency or regulatory"))
    /// Its place in the catalogue.
    public static let entry = ExitCommand.declare
    /// What a person types.
    public static let verb = "exit declare"
    /// What it does.
    public static let about = "Begin an exit at once, for cause, insolvency or regulation; another person confirms it."
    /// Exits say why (domain.md section 8).
    public static let needsReason = true
    /// Either; the other confirms.
    public static let roles: [Role] = [.manager, .approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// From transition, pilot and steady state; never before the phase began.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let reason = try context.demandedReason(.exi1)
        guard ExitDeclared.phases.contains(state.phase) else {
            throw Refusal(.exi1, "No exit is declared from \(state.phase.shown).")
        }
        try state.admit(ExitDeclared.self, context)
        if let entry = state.entry { try context.follows(entry.on, "the phase's beginning") }
        guard let confirm = try? context.effective.adding(days: Int(context.policy.exit.confirmationDays.value)) else {
            throw Refusal(.time, "The confirmation would fall due beyond the calendar.")
        }
        return Decision(ExitDeclared(cause: cause, confirm: confirm, reason: reason))
    }
}
