import Schema

extension Engagement {
    /// What the gate out of selection demands.
    ///
    /// SEL-1 demands nothing of its own: what is unanswered counts as unknown in the verdict.
    func selectionCriteria(_ around: Surroundings) -> [Criterion] {
        let policy = around.policy.selection
        var override = overrideCriterion
        override.waivable = false
        var criteria = [fitCriterion, override] + policy.documents.map(documentCriterion)
        criteria += [modelCriterion, locationCriterion, businessCriterion]
        if policy.criticalityDemanded { criteria.append(criticalityCriterion) }
        return criteria
    }

    private var verdict: FitDecision? {
        selection.fit.flatMap { $0.entry == entry?.number ? $0 : nil }
    }

    private var fitCriterion: Criterion {
        let open = FitQuestion.allCases.count - selection.answers.count
        let command = selection.answers.isEmpty
            ? "selection assess \(id) --question measurable --answer yes" : "selection decide \(id)"
        return .require(
            .sel2, "the verdict on fitness is computed", proof: verdict?.proof,
            missing: "a verdict on the answers as they stand" + (open == 0 ? "" : ", \(open) of 16 unanswered"),
            command: command)
    }

    /// No waiver stands in for the override, whether there is a verdict yet or not (SEL-3).
    private var overrideCriterion: Criterion {
        let title = "the verdict is fit, or overridden"
        guard let fit = verdict else {
            return .unmet(.sel3, title, missing: "a verdict", command: "selection decide \(id)")
        }
        if fit.assessment.verdict == .fit { return .met(.sel3, title, proof: fit.proof) }
        let waits = selection.override != nil
        return .require(
            .sel3, title, proof: selection.override?.approved,
            missing: "an override of verdict \(fit.assessment.verdict.shown) by two persons",
            command: waits ? "selection approve-override \(id)" : "selection override \(id) --reason …")
    }

    private func documentCriterion(_ demand: DocumentDemand) -> Criterion {
        let standing = selection.document(demand.item)
        let enough = standing.map { $0.coverage >= demand.coverage } ?? false
        let wanted = demand.coverage == .full ? "in full" : "at least in part"
        return .require(
            .sel4, "\(demand.item.shown) documented \(wanted)", proof: enough ? standing?.proof : nil,
            missing: "\(demand.item.shown) \(wanted), it is \((standing?.coverage ?? .none).shown)",
            command: "selection document \(id) --item \(demand.item.shown) --coverage \(demand.coverage.shown)")
    }

    private var modelCriterion: Criterion {
        let title = "the declared model agrees with the answers, or is justified"
        let command = "selection model \(id) --employer … --director … --selector …"
        guard let standing = selection.model, let model = profile?.model else {
            return .unmet(.sel5, title, missing: "who employs, directs and selects", command: command)
        }
        let agrees = model.agrees(
            employer: standing.employer, director: standing.director, selector: standing.selector)
        return .require(
            .sel5, title, proof: agrees || standing.justified == model ? standing.proof : nil,
            missing: "a justification: the answers are not those of model \(model.shown)",
            command: command + " --justification …")
    }

    private var locationCriterion: Criterion {
        let title = "the declared location agrees with the sites, or is justified"
        guard let standing = selection.location else {
            return .unmet(.sel6, title, missing: "the places of delivery", command: "selection locate \(id) -f FILE")
        }
        let agrees = standing.hint.contains(standing.declared)
        let hints = standing.hint.map(\.shown).joined(separator: " or ")
        return .require(
            .sel6, title, proof: agrees || standing.justified ? standing.proof : nil,
            missing: "a justification: the sites suggest \(hints), not \(standing.declared.shown)",
            command: "selection locate \(id) -f FILE --justification …")
    }

    private var businessCriterion: Criterion {
        .require(
            .sel7, "owner and business case are on record",
            proof: profile == nil ? nil : selection.business?.proof, missing: "a business case",
            command: "selection business-case \(id) -f FILE")
    }

    private var criticalityCriterion: Criterion {
        .require(
            .sel8, "criticality is assessed", proof: selection.criticality?.proof, missing: "an assessment",
            command: "selection criticality \(id) --criticality … --impact … --reason …")
    }
}
