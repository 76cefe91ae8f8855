public import Schema

/// One step of the escalation matrix.
public struct EscalationStep: Message, Equatable {
    /// From 1 upwards.
    public var level: Count
    /// The role that answers, no person.
    public var role: Label
    /// Within how many hours of business time.
    public var responseHours: Count

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("level", \Self.level, "from 1 upwards", example: 1),
        Field("role", \.role, "the role that answers, no person", example: "Operations manager"),
        Field("responseHours", \.responseHours, "within how many hours of business time", example: 4))
}

/// What is to be done, by whom, how well.
public struct WorkTerms: Message, Equatable, TermsGroup {
    /// What the client sees to.
    public var clientDuties: Label?
    /// What the provider sees to.
    public var providerDuties: Label?
    /// What is delivered.
    public var scope: Label?
    /// Expectations beyond the service levels.
    public var performance: Label?
    /// Which reports, how often.
    public var reporting: Label?
    /// Who answers when it goes wrong.
    public var escalation: [EscalationStep] = []

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("clientDuties", \Self.clientDuties, "what the client sees to", example: "Tools, knowledge base"),
        Field("providerDuties", \.providerDuties, "what the provider sees to", example: "Staffing, training"),
        Field("scope", \.scope, "what is delivered", example: "First-level support by mail and chat"),
        Field("performance", \.performance, "expectations beyond the service levels",
              example: "Quality reviewed weekly"),
        Field("reporting", \.reporting, "which reports, how often", example: "Daily, weekly, monthly"),
        Field("escalation", \.escalation, "who answers when it goes wrong"))

    func merged(_ change: WorkTerms, _ how: TermsMerge) -> WorkTerms {
        WorkTerms(
            clientDuties: how.one(clientDuties, change.clientDuties),
            providerDuties: how.one(providerDuties, change.providerDuties), scope: how.one(scope, change.scope),
            performance: how.one(performance, change.performance), reporting: how.one(reporting, change.reporting),
            escalation: how.list(escalation, change.escalation))
    }
}
