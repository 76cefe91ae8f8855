extension Engagement {
    /// What the gate out of selection demands.
    func selectionCriteria(_ around: Surroundings) -> [Criterion] { [] }
}
