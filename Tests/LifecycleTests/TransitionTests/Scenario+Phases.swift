@testable import Lifecycle
import Schema
import Testing

extension Scenario {
    /// An opened engagement, put into a phase without asking its gates.
    static func inPhase(_ phase: Phase, on date: String = "2026-01-05") throws -> Scenario {
        var scenario = Scenario()
        var profile = Profile.example
        profile.owner = Scenario.mia
        profile.deputy = Scenario.max
        try scenario.when(OpenEngagement(engagement: .example, profile: profile))
        for passed in [Phase.contracting, .transition, .pilot, .steadyState, .exit] where passed <= phase {
            scenario.enter(passed, on: date)
        }
        return scenario
    }

    /// Enters a phase without asking its gate.
    mutating func enter(_ phase: Phase, on date: String) {
        engagement.enter(phase, fact(on: date))
    }

    /// A fact behind everything recorded so far, by that hand.
    func fact(on date: String, by person: PersonHandle = mia) -> Fact {
        Fact(
            position: engagement.position + 1, version: engagement.version + 1, recorded: .min, effective: date.asDay,
            actor: Author(uid: person == Scenario.mia ? 1000 : 1001, person: person, roles: [.manager]))
    }

    /// What the gate says on a day, by rule.
    func criterion(_ rule: Rule, at gate: Gate, on date: String) throws -> Criterion {
        let context = context(by: Self.mia, on: date.asDay, reason: nil)
        return try #require(engagement.readiness(gate, context.surroundings).criteria.first { $0.rule == rule })
    }

    /// The warnings of a command, which is not carried out.
    func warnings<C: Command>(_ command: C, on date: String) throws -> [String] where C.State == Engagement {
        try command.decide(engagement, context(by: Self.mia, on: date.asDay, reason: .example)).warnings
    }
}

extension String {
    /// The day that a test spells.
    var asDay: CivilDate { CivilDate(self) ?? .min }
    /// The code that a test spells.
    var asCode: Code { Code(validated: self) }
    /// The number that a test spells as people do: `95.0`.
    var asDecimal: Decimal { Decimal(lenient: self) ?? .zero }
}
