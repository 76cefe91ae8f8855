public import Schema

/// The last risk assessment of one provider, with the treatments of its worst items.
public struct RiskAssessment: Message, Equatable {
    /// The provider.
    public var provider: ProviderID
    /// Edition of the risk template.
    public var template: Count
    /// Item by item.
    public var answers: [TemplateAnswer]
    /// Items at their worst value, by the policy at assessment.
    public var worst: [Count]
    /// Items without an answer.
    public var open: [Count]
    /// Its day.
    public var on: CivilDate
    /// The event that proves it.
    public var proof: Int64
    /// Proposed and approved treatments (CON-10).
    public var treatments: [RiskTreatment]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("template", \.template, "edition of the risk template", example: 1),
        Field("answers", \.answers, "item by item"),
        Field("worst", \.worst, "items at their worst value", example: [9]),
        Field("open", \.open, "items without an answer", example: [12]),
        Field("on", \.on, "its day"),
        Field("proof", \.proof, "the event that proves it"),
        Field("treatments", \.treatments, "proposed and approved treatments"))

    /// Whether it is no older than so many months (CON-8).
    func isFresh(on date: CivilDate, _ policy: ContractingPolicy) -> Bool {
        guard let limit = try? on.adding(months: Int(policy.assessmentMonthsMax.value)) else { return true }
        return on <= date && date <= limit
    }

    /// Items at their worst value without an approved treatment (CON-10).
    var untreated: [Count] {
        worst.filter { item in !treatments.contains { $0.item == item && $0.approved != nil } }
    }
}

/// A provider's risk was assessed.
public struct RiskAssessed: Event {
    /// The provider.
    public var provider: ProviderID
    /// Edition of the risk template.
    public var template: Count
    /// Item by item.
    public var answers: [TemplateAnswer]
    /// Items at their worst value, by the policy in force.
    public var worst: [Count]
    /// Items without an answer.
    public var open: [Count]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("template", \.template, "edition of the risk template", example: 1),
        Field("answers", \.answers, "item by item"),
        Field("worst", \.worst, "items at their worst value", example: [9]),
        Field("open", \.open, "items without an answer", example: [12]))
    /// Its place in the catalogue.
    public static let entry = ContractingEvent.riskAssessed
    /// What it records.
    public static let about = "A provider's risk was assessed."
    /// Re-assessed yearly (RSK-1).
    public static let phases = PhaseSet.fromContracting

    /// Takes the last one's place; treatments of items that are still at their worst stay.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        let old = state.contracting.risk(of: provider)?.treatments ?? []
        state.contracting.risks.removeAll { $0.provider == provider }
        state.contracting.risks.append(RiskAssessment(
            provider: provider, template: template, answers: answers, worst: worst, open: open,
            on: fact.effective, proof: fact.position, treatments: old.filter { worst.contains($0.item) }))
    }

    /// The trail's line.
    public var summary: String { "risk of \(provider) assessed: \(worst.count) items at their worst" }
}

/// Assesses a provider's risk.
public struct AssessRisk: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The provider.
    public var provider: ProviderID
    /// Item by item.
    public var answers: [TemplateAnswer]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("provider", \.provider, "the provider"),
        Field("answers", \.answers, "item by item"))
    /// Its place in the catalogue.
    public static let entry = ContractingCommand.assessRisk
    /// What a person types.
    public static let verb = "risk assess"
    /// What it does.
    public static let about = "Assess the risk of a provider, item by item."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Answers lie on the scale; what stays open is said, and stops the signature later (CON-8).
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        _ = try context.registeredProvider(provider)
        guard let template = EvaluationTemplate.risk.last else { return .nothing }
        try answers.validate(template)
        if let earlier = state.contracting.risk(of: provider) {
            try context.requireNotBefore(earlier.on, "the assessment")
        }
        let scores = template.items.map { item in
            (item, answers.answer(to: item).flatMap { item.halves($0, lowest: nil, context.policy.contracting) })
        }
        return Decision(RiskAssessed(
            provider: provider, template: template.version, answers: answers.filter(\.isKnown),
            worst: scores.filter { $0.1 == 0 }.compactMap { Count($0.0.number) },
            open: scores.filter { $0.1 == nil }.compactMap { Count($0.0.number) }))
    }
}
