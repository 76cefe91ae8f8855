public import Schema

/// The way out: planned, begun, and what came back.
public struct ExitState: Message, Equatable {
    /// The newest exit plan.
    public var plan: ExitPlanOnRecord?
    /// The newest notice.
    public var notice: NoticeOnRecord?
    /// Exits declared at once.
    public var declarations: [ExitDeclaration] = []
    /// The client has the knowledge back.
    public var knowledgeReturned: DatedProof?
    /// The client has the data back.
    public var dataReturned: DatedProof?
    /// The provider's copies are deleted.
    public var deletionCertified: DatedProof?
    /// The final report.
    public var finalReport: DatedProof?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("plan", \Self.plan, "the newest exit plan"),
        Field("notice", \.notice, "the newest notice"),
        Field("declarations", \.declarations, "exits declared at once"),
        Field("knowledgeReturned", \.knowledgeReturned, "the client has the knowledge back"),
        Field("dataReturned", \.dataReturned, "the client has the data back"),
        Field("deletionCertified", \.deletionCertified, "the provider's copies are deleted"),
        Field("finalReport", \.finalReport, "the final report"))
}

/// What the state keeps of an exit plan.
public struct ExitPlanOnRecord: Message, Equatable {
    /// The event that recorded it.
    public var recorded: DatedProof
    /// The newest event that recorded or reviewed it.
    public var reviewed: DatedProof
    /// Who could take over.
    public var alternatives: [Label]
    /// How easily the provider could be replaced.
    public var substitutability: Substitutability
    /// How easily the client could take the work back.
    public var reintegration: Reintegration
    /// Id of the obligation to review it; none once the plan has been carried out.
    public var obligation: String?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("recorded", \Self.recorded, "the event that recorded it"),
        Field("reviewed", \.reviewed, "the newest event that recorded or reviewed it"),
        Field("alternatives", \.alternatives, "who could take over"),
        Field("substitutability", \.substitutability, "how easily the provider could be replaced"),
        Field("reintegration", \.reintegration, "how easily the client could take the work back"),
        Field("obligation", \.obligation, "id of the obligation to review it"))
}

/// What the state keeps of a notice.
public struct NoticeOnRecord: Message, Equatable {
    /// Why.
    public var reason: NoticeReason
    /// The contract, where one is named.
    public var contract: Code?
    /// Whether it came too late for the term's end; absent where there is no term to hold it to.
    public var late: Bool?
    /// The day on which the work can end.
    public var ends: CivilDate?
    /// The event.
    public var given: DatedProof

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("reason", \Self.reason, "why"),
        Field("contract", \.contract, "the contract, where one is named"),
        Field("late", \.late, "whether it came too late for the term's end"),
        Field("ends", \.ends, "the day on which the work can end"),
        Field("given", \.given, "the event"))
}

/// An exit declared at once, and its confirmation.
public struct ExitDeclaration: Message, Equatable {
    /// Version of the declaration.
    public var version: Int64
    /// Why.
    public var reason: DeclaredReason
    /// The event.
    public var declared: DatedProof
    /// The second person's confirmation.
    public var confirmed: DatedProof?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("version", \Self.version, "version of the declaration"),
        Field("reason", \.reason, "why"),
        Field("declared", \.declared, "the event"),
        Field("confirmed", \.confirmed, "the second person's confirmation"))

    /// Id of the obligation to confirm it.
    var obligation: String { "exit-confirmation/\(version)" }
}
