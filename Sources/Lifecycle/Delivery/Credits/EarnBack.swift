/// Credit scheme (d): a line of a credit is forgiven when its level is met in each of the next periods. Pure.
struct EarnBack: Sendable {
    /// What becomes of a line.
    enum Outcome: Hashable, Sendable {
        /// Not yet decided.
        case pending
        /// Met in each of the periods: the line is booked back.
        case forgiven
        /// Not met in one of them: the line stays.
        case lost
    }

    /// How many periods after the failed one must be met.
    let periods: Int

    /// What becomes of a line of a period.
    ///
    /// - Parameter after: the level's results of the closed periods after it, in order. Decided as soon as one is not
    ///   met; a later correction decides anew.
    func outcome(after: [LevelStatus]) -> Outcome {
        let counted = after.prefix(periods)
        if counted.contains(where: { $0 != .met }) { return .lost }
        return counted.count == periods ? .forgiven : .pending
    }
}
