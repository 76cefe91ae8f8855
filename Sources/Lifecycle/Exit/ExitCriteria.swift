extension Engagement {
    /// What the gate out of exit demands.
    func exitCriteria(_ around: Surroundings) -> [Criterion] { [] }
}
