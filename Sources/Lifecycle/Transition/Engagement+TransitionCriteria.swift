import Schema

extension Engagement {
    /// What the gate to the pilot demands: TRA-1 to TRA-4 for its scope.
    func transitionCriteria(_ around: Surroundings) -> [Criterion] {
        [activitiesDone, accessGranted, parallelRunAccepted, pilotCutOver]
    }

    private var planCommand: String {
        "transition plan \(id) --plan pilot --scope pilot --size small --start … --end …"
    }

    private var activitiesDone: Criterion {
        let title = "training, walkthrough, system access and documentation review done"
        guard let plan = pilotPlan else {
            return .unmet(.tra1, title, missing: "a plan for the pilot's scope", command: planCommand)
        }
        let lacking = ActivityKind.demanded.filter { kind in
            !plan.activities.contains { $0.kind == kind && $0.done != nil }
        }
        guard let first = lacking.first else {
            let demanded = plan.activities.filter { ActivityKind.demanded.contains($0.kind) }
            return .met(.tra1, title, proof: demanded.compactMap { $0.done?.position }.max())
        }
        let missing = "done: " + lacking.map(\.shown).joined(separator: ", ")
        let open = plan.activities.first { $0.kind == first && $0.done == nil }
        let command = open.map { "transition finish-activity \(id) --plan \(plan.code) --activity \($0.code)" }
        return .unmet(.tra1, title, missing: missing, command: command ?? plan.missingKinds(id).first?.command)
    }

    private var accessGranted: Criterion {
        let title = "access granted by another than the requester"
        if let waiting = transition.grants.first(where: { $0.granted == nil }) {
            return .unmet(
                .tra2, title, missing: "the grant of access \(waiting.code)",
                command: "access grant \(id) --grant \(waiting.code)")
        }
        return .require(
            .tra2, title, proof: transition.grants.compactMap { $0.granted?.position }.max(),
            missing: "an access grant",
            command: "access request \(id) --grant … --system … --holder p-… --role …")
    }

    private var parallelRunAccepted: Criterion {
        let title = "parallel run accepted on every metric"
        guard let plan = pilotPlan else {
            return .unmet(.tra3, title, missing: "a plan for the pilot's scope", command: planCommand)
        }
        guard let missing = plan.missingRun(id).first else {
            return .met(.tra3, title, proof: plan.results.map(\.recorded.position).max())
        }
        return .unmet(.tra3, title, missing: missing.what, command: missing.command)
    }

    private var pilotCutOver: Criterion {
        let title = "the pilot's scope is cut over"
        guard let plan = pilotPlan else {
            return .unmet(.tra4, title, missing: "a plan for the pilot's scope", command: planCommand)
        }
        return .require(
            .tra4, title, proof: plan.cutOver?.position, missing: "the cut-over of \(plan.code)",
            command: "transition cut-over \(id) --plan \(plan.code)")
    }
}
