extension Engagement {
    /// What the gate out of transition demands.
    func transitionCriteria(_ around: Surroundings) -> [Criterion] { [] }
}
