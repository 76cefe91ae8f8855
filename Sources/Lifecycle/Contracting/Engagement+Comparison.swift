import Schema

extension Engagement {
    /// Every provider of the round in its place, the disqualified below the table (CON-3, CON-5).
    ///
    /// - Throws: where no item is known for all, or weights cannot be summed exactly.
    func comparison(of round: EvaluationRound, _ around: Surroundings) throws(Refusal) -> ProviderComparison {
        guard let template = EvaluationTemplate.provider(round.template) else {
            throw Refusal(.con3, "There is no template edition \(round.template).")
        }
        let policy = around.policy.contracting
        var candidates: [Candidate] = []
        var barred: [DisqualifiedProvider] = []
        for evaluation in round.evaluations {
            let found = disqualifiers(of: evaluation.provider, around, data: round.data)
            if found.isEmpty {
                candidates.append(candidate(evaluation))
            } else {
                barred.append(DisqualifiedProvider(provider: evaluation.provider, disqualifiers: found))
            }
        }
        do throws(ArithmeticOverflow) {
            guard !candidates.isEmpty else {
                return ProviderComparison(
                    template: round.template, items: [], leftOut: [], totalWeight: .zero, ranked: [],
                    disqualified: barred)
            }
            let board = try Scoreboard(candidates, template, round.weights, policy)
            return try ProviderComparison(board, disqualified: barred)
        } catch {
            throw Refusal(.con3, "The scores cannot be compared: no weighed item is known for every provider.")
        }
    }

    private func candidate(_ evaluation: Evaluation) -> Candidate {
        let flags = contracting.risk(of: evaluation.provider).flatMap { Count(Int64($0.worst.count)) }
        return Candidate(provider: evaluation.provider, answers: evaluation.answers, riskFlags: flags)
    }

    /// What disqualifies a provider by id; one that is not registered lacks everything.
    func disqualifiers(of id: ProviderID, _ around: Surroundings, data: [DataClass]) -> [Disqualifier] {
        disqualifiers(
            of: around.provider(id) ?? Provider(id: id), on: around.date, data: data, around.policy.contracting)
    }

    /// Refuses a comparison of too few without an approved single-source justification (CON-1).
    func requireEnoughCompared(
        _ round: EvaluationRound, for provider: ProviderID, _ policy: ContractingPolicy
    ) throws(Refusal) {
        guard proofOfComparison(round, for: provider, policy) == nil else { return }
        throw Refusal(
            .con1, "At least \(policy.providersMin) providers must be evaluated in one round.",
            missing: [
                evaluationMissing("ANOTHER"),
                Missing(rule: .con1, what: "or a single-source justification by two persons",
                        command: "evaluation request-single-source \(id) --provider \(provider) --reason …"),
            ])
    }

    /// The event that proves that enough were compared, or need not be.
    func proofOfComparison(
        _ round: EvaluationRound, for provider: ProviderID?, _ policy: ContractingPolicy
    ) -> Int64? {
        if Int64(round.evaluations.count) >= policy.providersMin.value { return round.evaluations.last?.proof }
        return contracting.singleSources.last { $0.approved != nil && $0.provider == provider }?.approved
    }

    /// What supplies an evaluation.
    func evaluationMissing(_ provider: String) -> Missing {
        Missing(rule: .con1, what: "the evaluation of a provider",
                command: "evaluation record \(id) --provider \(provider) -f FILE")
    }
}
