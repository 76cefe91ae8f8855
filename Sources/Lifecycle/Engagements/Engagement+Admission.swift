import Schema

extension Engagement {
    /// Refuses an event that may not come in this phase, or before the engagement began.
    ///
    /// - Returns: the profile, which every open engagement has.
    @discardableResult
    func admit<E: Event>(_ type: E.Type, _ context: Context) throws(Refusal) -> Profile where E.State == Engagement {
        guard let profile, let began = entries.first else { throw Refusal(.unknown, "There is no engagement \(id).") }
        guard E.phases.contains(phase) else { throw notHere(E.phases) }
        try context.requireNotBefore(began.on, "the engagement's opening")
        return profile
    }

    /// The refusal of an event of these phases, now.
    func notHere(_ phases: PhaseSet) -> Refusal {
        switch phase {
        case .closed:
            return Refusal(.exi3, "Engagement \(id) is closed.", missing: [
                Missing(rule: .exi3, what: "reopening", command: "gate request \(id) --gate reopen --reason …"),
            ])
        case .abandoned:
            return Refusal(.life3, "Engagement \(id) is abandoned.", missing: [
                Missing(rule: .life3, what: "resuming", command: "gate request \(id) --gate resume --reason …"),
            ])
        case .selection, .contracting, .transition, .pilot, .steadyState, .exit:
            let names = phases.phases.map(\.shown).joined(separator: ", ")
            return Refusal(.form, "Engagement \(id) is in \(phase.shown); this belongs in \(names).")
        }
    }
}

extension Context {
    /// Refuses an effective date before the fact that the event builds on.
    func requireNotBefore(_ date: CivilDate?, _ what: String) throws(Refusal) {
        guard let date, effective < date else { return }
        throw Refusal(.time, "\(effective) lies before \(what) of \(date).")
    }
}
