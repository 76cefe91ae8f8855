public import Schema

/// A second person confirms an exit that was declared at once (EXI-1).
public struct ExitConfirmed: Event {
    /// Version of the declaration.
    public var declaration: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("declaration", \Self.declaration, "version of the declaration"))
    /// Its place in the catalogue.
    public static let entry = ExitEvent.confirmed
    /// What it records.
    public static let about = "A declared exit was confirmed by a second person."
    /// In exit.
    public static let phases = PhaseSet(.exit)
    /// Another than who declared it.
    public static let separations = [Separation(field: "declaration", of: ["exit.declared"])]
    /// A decision.
    public static let attention = Attention.notice

    /// Confirmed; the obligation is fulfilled.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        let index = state.exit.declarations.firstIndex { $0.version == declaration && $0.confirmed == nil }
        guard let index else { throw IllegalEvent("no open declaration of version \(declaration)") }
        state.exit.declarations[index].confirmed = fact.proof
        state.obligations.close(state.exit.declarations[index].obligation)
    }

    /// The duty is done.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        state.exit.declarations.filter { $0.version == declaration }
            .map { .obligationClosed(id: $0.obligation, .fulfilled) }
    }

    /// The trail's line.
    public var summary: String { "declared exit confirmed" }
}

/// Confirms the exit that somebody else declared.
public struct ConfirmExit: Command {
    /// The engagement.
    public var engagement: EngagementID

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"))
    /// Its place in the catalogue.
    public static let entry = ExitCommand.confirm
    /// What a person types.
    public static let verb = "exit confirm"
    /// What it does.
    public static let about = "Confirm a declared exit, as another person than who declared it."
    /// The approver's.
    public static let roles: [Role] = [.approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// There must be one that waits.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(ExitConfirmed.self, context)
        guard let waiting = state.exit.declarations.first(where: { $0.confirmed == nil }) else {
            guard state.exit.declarations.isEmpty else { return .nothing }
            throw Refusal(
                .exi1, "No exit was declared.",
                missing: [Missing(
                    rule: .exi1, what: "a declaration",
                    command: "exit declare \(state.id) --cause insolvency --reason …")])
        }
        try context.follows(waiting.declared.on, "the declaration")
        return Decision(ExitConfirmed(declaration: waiting.version))
    }

    /// The declaration.
    public func secondHand(_ state: Engagement) -> SecondHand? {
        let waiting = state.exit.declarations.first { $0.confirmed == nil }
        return waiting.map { SecondHand(ExitConfirmed.self, upon: $0.version) }
    }
}
