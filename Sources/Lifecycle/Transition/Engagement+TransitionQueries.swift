import Schema

/// What other phases ask of transition.
extension Engagement {
    /// Access grants not yet revoked (LIFE-3, EXI-2, TRA-2).
    var openGrants: [Code] { transition.grants.filter { $0.granted != nil }.map(\.code) }

    /// How often the engagement has entered the phase (LIFE-2).
    func entryCount(of phase: Phase) -> Int64 { Int64(entries.filter { $0.phase == phase }.count) }

    /// The plan that the gate to the pilot looks at: the newest of this entry that is not a mere wave.
    var pilotPlan: TransitionPlan? {
        let entry = entryCount(of: .transition)
        return transition.plans.last { $0.entry == entry && $0.scope != .wave }
    }
}
