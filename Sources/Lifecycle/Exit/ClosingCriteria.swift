extension Engagement {
    /// What closing demands (EXI-2).
    func closingCriteria(_ around: Surroundings) -> [Criterion] { [] }
}
