public import Schema

/// The choice of a provider, as long as no later one takes its place.
public struct ProviderChoice: Message, Equatable {
    /// The provider.
    public var provider: ProviderID
    /// The round that it won.
    public var round: Count
    /// Its day.
    public var on: CivilDate
    /// The event that proves it.
    public var proof: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("round", \.round, "the round that it won", example: 1),
        Field("on", \.on, "its day"),
        Field("proof", \.proof, "the event that proves it"))
}

/// A provider was chosen; the comparison is frozen with it (CON-3, CON-4).
public struct ProviderChosen: Event {
    /// The provider.
    public var provider: ProviderID
    /// The round.
    public var round: Count
    /// All places, as they were computed then.
    public var comparison: ProviderComparison
    /// Why another than the first.
    public var rationale: Text?
    /// Why price prevailed.
    public var priceRationale: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("round", \.round, "the round", example: 1),
        Field("comparison", \.comparison, "all places, as they were computed then"),
        Field("rationale", \.rationale, "why another than the first"),
        Field("priceRationale", \.priceRationale, "why price prevailed"))
    /// Its place in the catalogue.
    public static let entry = ContractingEvent.providerChosen
    /// What it records.
    public static let about = "A provider was chosen; the comparison is frozen."
    /// From contracting on.
    public static let phases = PhaseSet.fromContracting
    /// A decision.
    public static let attention = Attention.notice

    /// Takes the place of an earlier choice.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard state.contracting.rounds.contains(where: { $0.number == round }) else {
            throw IllegalEvent("no round \(round)")
        }
        state.contracting.choice = ProviderChoice(
            provider: provider, round: round, on: fact.effective, proof: fact.position)
    }

    /// The choice, and everybody's score.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        let scores = comparison.ranked.compactMap { row in
            Fraction(row.score).hundredths.map { Posting.scoreGiven(row.provider, hundredths: $0) }
        }
        return [.partyRelated(provider, .chosen)] + scores
    }

    /// The trail's line.
    public var summary: String {
        let place = comparison.ranked.first { $0.provider == provider }?.place
        return "\(provider) chosen" + (place.map { ", place \($0) of \(comparison.ranked.count)" } ?? "")
    }
}

extension Fraction {
    /// The number in hundredths, half to even; none beyond the machine's integers.
    var hundredths: Int64? {
        guard let scaled = try? self * 100 else { return nil }
        return Int64(exactly: scaled.roundedHalfEven())
    }
}

/// Chooses a provider of the current round.
public struct ChooseProvider: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The provider.
    public var provider: ProviderID
    /// Why another than the first.
    public var rationale: Text?
    /// Why price prevailed.
    public var priceRationale: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("provider", \.provider, "the provider"),
        Field("rationale", \.rationale, "why another than the first"),
        Field("priceRationale", \.priceRationale, "why price prevailed, where the cheapest is chosen but not first"))
    /// Its place in the catalogue.
    public static let entry = ContractingCommand.chooseProvider
    /// What a person types.
    public static let verb = "evaluation choose"
    /// What it does.
    public static let about = "Choose a provider of the current round; the comparison is frozen."
    /// The approver's.
    public static let roles: [Role] = [.approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// CON-1, CON-5 and CON-4, in this order.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let round = try state.currentRound()
        try requireEvaluated(state, round, context)
        try state.requireEnoughCompared(round, for: provider, context.policy.contracting)
        let comparison = try state.comparison(of: round, context.surroundings)
        if let barred = comparison.disqualified.first(where: { $0.provider == provider }) {
            throw Refusal(
                .con5, "Provider \(provider) is disqualified.",
                missing: state.missing(barred.disqualifiers, provider))
        }
        try requireRationale(comparison, round)
        return Decision(ProviderChosen(
            provider: provider, round: round.number, comparison: comparison, rationale: rationale,
            priceRationale: priceRationale))
    }

    private func requireEvaluated(
        _ state: Engagement, _ round: EvaluationRound, _ context: Context
    ) throws(Refusal) {
        guard let evaluation = round.evaluations.first(where: { $0.provider == provider }) else {
            throw Refusal(
                .con1, "Provider \(provider) is not evaluated in round \(round.number).",
                missing: [state.evaluationMissing(provider.rawValue)])
        }
        try context.requireNotBefore(evaluation.on, "the evaluation")
    }

    private func requireRationale(_ comparison: ProviderComparison, _ round: EvaluationRound) throws(Refusal) {
        guard comparison.ranked.first?.provider != provider else { return }
        var missing: [Missing] = []
        let again = "evaluation choose \(engagement) --provider \(provider) --rationale TEXT"
        if rationale == nil {
            missing.append(Missing(rule: .con4, what: "why another than the first", command: again))
        }
        if priceRationale == nil, round.isCheapest(provider, among: comparison.ranked.map(\.provider)) {
            missing.append(Missing(
                rule: .con4, what: "why price prevailed", command: again + " --price-rationale TEXT"))
        }
        guard missing.isEmpty else {
            throw Refusal(.con4, "Provider \(provider) is not the first of the comparison.", missing: missing)
        }
    }
}

extension EvaluationRound {
    /// Whether nobody among these is known to cost less.
    func isCheapest(_ provider: ProviderID, among others: [ProviderID]) -> Bool {
        func cost(_ id: ProviderID) -> Int64? {
            evaluations.first { $0.provider == id }?.answers.compactMap(\.cost).first?.minorUnits
        }
        guard let own = cost(provider) else { return false }
        return others.allSatisfy { other in cost(other).map { own <= $0 } ?? true }
    }
}
