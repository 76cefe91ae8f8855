public import Schema

/// A provider was evaluated on the round's template; a later evaluation revisits the form.
public struct ProviderEvaluated: Event {
    /// The round.
    public var round: Count
    /// The provider.
    public var provider: ProviderID
    /// Item by item; an item without an answer is not yet known.
    public var answers: [TemplateAnswer]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("round", \Self.round, "the round", example: 1),
        Field("provider", \.provider, "the provider"),
        Field("answers", \.answers, "item by item; an item without an answer is not yet known"))
    /// Its place in the catalogue.
    public static let entry = ContractingEvent.providerEvaluated
    /// What it records.
    public static let about = "A provider was evaluated on the round's template."
    /// After the pilot the form is revisited.
    public static let phases = PhaseSet.fromContracting

    /// The last answers count.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let index = state.contracting.rounds.firstIndex(where: { $0.number == round }) else {
            throw IllegalEvent("no round \(round)")
        }
        let evaluation = Evaluation(provider: provider, answers: answers, on: fact.effective, proof: fact.position)
        state.contracting.rounds[index].evaluations.removeAll { $0.provider == provider }
        state.contracting.rounds[index].evaluations.append(evaluation)
    }

    /// The provider takes part.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] { [.partyRelated(provider, .evaluated)] }

    /// The trail's line.
    public var summary: String { "\(provider) evaluated in round \(round)" }
}

/// Evaluates a provider in the current round.
public struct EvaluateProvider: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The provider.
    public var provider: ProviderID
    /// Item by item; item 6 is derived, items 11, 12 and 15 may wait.
    public var answers: [TemplateAnswer]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("provider", \.provider, "the provider"),
        Field("answers", \.answers, "item by item; item 6 is derived, items 11, 12 and 15 may wait"))
    /// Its place in the catalogue.
    public static let entry = ContractingCommand.evaluateProvider
    /// What a person types.
    public static let verb = "evaluation record"
    /// What it does.
    public static let about = "Evaluate a provider in the current round, or revisit its form."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// All but what may wait must be answered, on the scale; costs are in one currency.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let round = try state.currentRound()
        let known = try context.registeredProvider(provider)
        guard let template = EvaluationTemplate.provider(round.template) else { return .nothing }
        try answers.validate(template)
        let complete = try derived(template, round, known, context.effective)
        try requireComplete(complete, template)
        try requireOneCurrency(complete, round)
        if round.evaluations.contains(where: { $0.provider == provider && $0.answers == complete }) { return .nothing }
        return Decision(ProviderEvaluated(round: round.number, provider: provider, answers: complete))
    }

    /// Item 6 says certified when all certificates required here are valid; a hand-written answer must agree.
    private func derived(
        _ template: EvaluationTemplate, _ round: EvaluationRound, _ known: Provider, _ date: CivilDate
    ) throws(Refusal) -> [TemplateAnswer] {
        let holds = round.certificates.allSatisfy { known.holds($0, on: date) }
        let grade: Grade = holds ? .certified : .notCertified
        let given = answers.first { $0.item == 6 }
        if let other = given?.grade, other != grade {
            throw Refusal(.con3, "Item 6 is derived from the certificates on record: \(grade.shown).")
        }
        let certified = TemplateAnswer(item: 6, grade: grade, number: nil, cost: nil, note: given?.note)
        let rest = answers.filter { $0.item != 6 && $0.isKnown }
        return (rest + [certified]).sorted { $0.item < $1.item }
    }

    private func requireComplete(_ answers: [TemplateAnswer], _ template: EvaluationTemplate) throws(Refusal) {
        let open = template.items.filter { !$0.mayWait && answers.answer(to: $0) == nil }
        guard !open.isEmpty else { return }
        throw Refusal(.con3, "\(open.count) items are not answered.", missing: open.map { item in
            Missing(rule: .con3, what: "item \(item.number), \(item.title)",
                    command: "evaluation record \(engagement) --provider \(provider) -f FILE")
        })
    }

    private func requireOneCurrency(_ answers: [TemplateAnswer], _ round: EvaluationRound) throws(Refusal) {
        let others = round.evaluations.filter { $0.provider != provider }.flatMap(\.answers)
        let currencies = Set((answers + others).compactMap { $0.cost?.currency })
        guard currencies.count <= 1 else {
            throw Refusal(.con3, "The costs of one round are in one currency.")
        }
    }
}

extension Engagement {
    /// The round that evaluations go to: the last one opened.
    func currentRound() throws(Refusal) -> EvaluationRound {
        if let round = contracting.rounds.last { return round }
        throw Refusal(
            .con2, "No round of evaluation is open.",
            missing: [Missing(rule: .con2, what: "a round", command: "evaluation open-round \(id)")])
    }
}
