import Schema

extension Engagement {
    /// What the gate to steady state demands: the pilot's length and verdict, a contract, an exit plan (PIL-4).
    func pilotCriteria(_ around: Surroundings) -> [Criterion] {
        pilotLength(around) + [pilotVerdict, contractInForce(around), exitPlanOnRecord]
    }

    /// Left out where a waiver of the verdict says that no pilot can be run.
    private func pilotLength(_ around: Surroundings) -> [Criterion] {
        let title = "a pilot of at least \(around.policy.pilot.daysMin) days"
        guard let window = currentPilot.window, let span = window.span else {
            let waived = gates.waiver(of: .pil3, at: .toSteadyState, on: around.date, entry: entries.count) != nil
            guard !waived else { return [] }
            return [.unmet(
                .pil2, title, missing: "the start of the pilot", command: "pilot start \(id) --start … --end …")]
        }
        guard span.dayCount >= Int(around.policy.pilot.daysMin.value) else {
            return [.unmet(
                .pil2, title, missing: "\(span.dayCount) days only",
                command: waiving(.pil2, at: .toSteadyState))]
        }
        return [.met(.pil2, title, proof: (window.extended ?? window.started).position)]
    }

    /// A waiver covers `partial`, and a pilot that cannot be run; never one that runs or failed (PIL-4, PIL-5).
    private var pilotVerdict: Criterion {
        let title = "the pilot meets its benchmarks"
        guard let outcome = currentPilot.outcome else { return unjudged(title) }
        let missed = outcome.missed.map(\.rawValue).joined(separator: ", ")
        switch outcome.verdict {
        case .meets:
            return .met(.pil3, title, proof: outcome.judged.position)
        case .partial:
            return .unmet(
                .pil3, title, missing: "partial only, missed: \(missed)",
                command: waiving(.pil3, at: .toSteadyState))
        case .fails:
            return .final(
                .pil3, title,
                missing: "it fails, missed: \(missed); go back to transition, back to contracting, or exit",
                command: "gate request \(id) --gate back-to-transition --reason …")
        }
    }

    private func unjudged(_ title: String) -> Criterion {
        guard currentPilot.window != nil else {
            return .unmet(
                .pil3, title, missing: "a pilot, or a waiver where none can be run",
                command: "pilot start \(id) --start … --end …")
        }
        return .final(.pil3, title, missing: "the verdict", command: "pilot judge \(id)")
    }

    private func contractInForce(_ around: Surroundings) -> Criterion {
        .require(
            .pil4, "a long-term contract is in force", proof: longTermContract(inForceOn: around.date),
            missing: "a long-term contract in force on \(around.date)", command: "contract sign \(id) --contract …")
    }

    private var exitPlanOnRecord: Criterion {
        .require(
            .exi1, "an exit plan is on record (PIL-4)", proof: exit.plan?.recorded.position, missing: "an exit plan",
            command: "exit plan \(id) --stressed … --non-stressed … --alternatives … "
                + "--substitutability medium --reintegration easy")
    }
}

extension Criterion {
    /// A criterion that waits for something, and that no waiver covers.
    static func final(_ rule: Rule, _ title: String, missing: String, command: String?) -> Criterion {
        var criterion = unmet(rule, title, missing: missing, command: command)
        criterion.waivable = false
        return criterion
    }
}
