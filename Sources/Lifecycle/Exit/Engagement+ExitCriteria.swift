import Schema

extension Engagement {
    /// What the gate to exit demands: a notice, or a mutual parting, on record (EXI-1).
    func exitCriteria(_ around: Surroundings) -> [Criterion] {
        let given = exit.notice.flatMap { $0.given.on <= around.date ? $0.given.position : nil }
        return [.require(
            .exi1, "notice given, or a mutual parting agreed", proof: given,
            missing: "a notice; cause, insolvency and regulation are declared instead",
            command: "exit give-notice \(id) --cause convenience --reason …")]
    }
}
