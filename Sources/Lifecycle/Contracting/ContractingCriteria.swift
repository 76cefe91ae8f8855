extension Engagement {
    /// What the gate out of contracting demands.
    func contractingCriteria(_ around: Surroundings) -> [Criterion] { [] }
}
