extension Engagement {
    /// What the gate out of pilot demands.
    func pilotCriteria(_ around: Surroundings) -> [Criterion] { [] }
}
