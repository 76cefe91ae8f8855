import Schema

extension Engagement {
    /// What the gate out of contracting demands.
    func contractingCriteria(_ around: Surroundings) -> [Criterion] {
        [comparisonCriterion(around), choiceCriterion, disqualifierCriterion(around), contractCriterion]
            + riskCriteria(around)
    }

    private func comparisonCriterion(_ around: Surroundings) -> Criterion {
        let policy = around.policy.contracting
        let round = contracting.choice.flatMap { choice in contracting.rounds.first { $0.number == choice.round } }
        let proof = (round ?? contracting.rounds.last).flatMap {
            proofOfComparison($0, for: contracting.choice?.provider, policy)
        }
        let command = contracting.rounds.isEmpty
            ? "evaluation open-round \(id)" : "evaluation record \(id) --provider PROVIDER -f FILE"
        return .require(
            .con1, "providers are compared", proof: proof,
            missing: "\(policy.providersMin) providers evaluated in one round, or a single-source justification",
            command: command)
    }

    private var choiceCriterion: Criterion {
        .require(
            .con4, "a provider is chosen", proof: contracting.choice?.proof, missing: "the choice of a provider",
            command: "evaluation choose \(id) --provider PROVIDER")
    }

    /// Judged on the day of the signature; until then, today (CON-5).
    private func disqualifierCriterion(_ around: Surroundings) -> Criterion {
        let title = "nothing disqualifies the provider"
        guard let choice = contracting.choice else {
            return .unmet(.con5, title, missing: "the choice of a provider",
                          command: "evaluation choose \(id) --provider PROVIDER")
        }
        let data = contractOfChoice.map { $0.signature?.terms ?? $0.draft.terms }?.protection?.data ?? []
        let open = missing(
            disqualifiers(of: choice.provider, signing(around), data: data), choice.provider)
        guard let first = open.first else { return .met(.con5, title, proof: choice.proof) }
        return .unmet(.con5, title, missing: open.map(\.what).joined(separator: "; "), command: first.command)
    }

    private var contractCriterion: Criterion {
        let signed = contracting.contracts.first {
            $0.provider == contracting.choice?.provider && $0.signature != nil
        }
        let draft = contracting.contracts.last { $0.provider == contracting.choice?.provider }
        let command = draft.map { "contract sign \(id) --contract \($0.code)" }
            ?? "contract draft \(id) --contract CODE -f FILE"
        return .require(
            .con6, "a complete contract is signed", proof: signed?.signature?.proof,
            missing: draft == nil ? "a contract with the chosen provider" : "the signature of the contract",
            command: command)
    }

    private func riskCriteria(_ around: Surroundings) -> [Criterion] {
        let fresh = "the provider's risk is assessed", treated = "worst risks are treated"
        let choose = "evaluation choose \(id) --provider PROVIDER"
        guard let provider = contracting.choice?.provider else {
            return [
                .unmet(.con8, fresh, missing: "the choice of a provider", command: choose),
                .unmet(.con10, treated, missing: "the choice of a provider", command: choose),
            ]
        }
        var then = signing(around)
        if let assessed = contracting.risk(of: provider)?.on { then.date = max(then.date, assessed) }
        let open = riskMissing(provider, then)
        let proof = contracting.risk(of: provider)?.proof
        return [
            criterion(.con8, fresh, open.filter { $0.rule == .con8 }, proof),
            proof == nil
                ? .unmet(.con10, treated, missing: "a risk assessment", command: open.first?.command)
                : criterion(.con10, treated, open.filter { $0.rule == .con10 }, proof),
        ]
    }

    private func criterion(_ rule: Rule, _ title: String, _ open: [Missing], _ proof: Int64?) -> Criterion {
        guard let first = open.first else { return .met(rule, title, proof: proof) }
        return .unmet(rule, title, missing: open.map(\.what).joined(separator: "; "), command: first.command)
    }

    /// The signed contract with the chosen provider, or its draft.
    private var contractOfChoice: Contract? {
        let mine = contracting.contracts.filter { $0.provider == contracting.choice?.provider }
        return mine.first { $0.signature != nil } ?? mine.last
    }

    /// The surroundings on the day of the signature, where there is one.
    private func signing(_ around: Surroundings) -> Surroundings {
        guard let on = contractOfChoice?.signature?.on else { return around }
        return Surroundings(date: on, governance: around.governance, provider: around.provider)
    }
}
