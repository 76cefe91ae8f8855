public import Schema

/// How one criterion stands.
public enum CriterionStatus: String, Choice {
    case met, unmet, waived
}

/// One criterion of a gate, with the event that proves it or the command that would (GATE-1).
public struct Criterion: Message, Equatable {
    /// The rule.
    public var rule: Rule
    /// What it demands, in a few words.
    public var title: String
    /// How it stands.
    public var status: CriterionStatus
    /// Position of the event that proves or waives it.
    public var proof: Int64?
    /// What is missing, where it is unmet.
    public var missing: String?
    /// What supplies it, as typed after `engagectl`.
    public var command: String?
    /// `false` where no waiver can cover it (PIL-4: a failed verdict); any waiver may where absent.
    public var waivable: Bool?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("rule", \Self.rule, "the rule"),
        Field("title", \.title, "what it demands"),
        Field("status", \.status, "how it stands"),
        Field("proof", \.proof, "position of the event that proves or waives it"),
        Field("missing", \.missing, "what is missing"),
        Field("command", \.command, "what supplies it, as typed after engagectl"),
        Field("waivable", \.waivable, "false where no waiver can cover it"))

    /// A criterion that an event proves.
    static func met(_ rule: Rule, _ title: String, proof: Int64?) -> Criterion {
        Criterion(rule: rule, title: title, status: .met, proof: proof, missing: nil, command: nil)
    }

    /// A criterion that waits for something.
    static func unmet(_ rule: Rule, _ title: String, missing: String, command: String?) -> Criterion {
        Criterion(rule: rule, title: title, status: .unmet, proof: nil, missing: missing, command: command)
    }

    /// Met by an event, or waiting for it.
    static func require(
        _ rule: Rule, _ title: String, proof: Int64?, missing: String, command: String?
    ) -> Criterion {
        proof.map { met(rule, title, proof: $0) } ?? unmet(rule, title, missing: missing, command: command)
    }
}

/// Every criterion of one gate on one day: a pure function of state, policy and date (GATE-1).
public struct Readiness: Message, Equatable {
    /// Which gate.
    public var gate: Gate
    /// In the order of domain.md.
    public var criteria: [Criterion]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("gate", \Self.gate, "which gate"),
        Field("criteria", \.criteria, "every criterion and how it stands"))

    /// Whether nothing is unmet.
    public var isReady: Bool { !criteria.contains { $0.status == .unmet } }

    /// All that is unmet, for a refusal.
    public var missing: [Missing] {
        criteria.filter { $0.status == .unmet }
            .map { Missing(rule: $0.rule, what: $0.missing ?? $0.title, command: $0.command) }
    }
}

/// What readiness looks at besides the engagement.
public struct Surroundings: Sendable {
    /// The day.
    public var date: CivilDate
    /// Policy and persons.
    public var governance: Governance
    /// Providers by id.
    public var provider: @Sendable (ProviderID) -> Provider?

    /// The surroundings of a reading.
    public init(date: CivilDate, governance: Governance, provider: @escaping @Sendable (ProviderID) -> Provider?) {
        self.date = date
        self.governance = governance
        self.provider = provider
    }

    /// The policy in force.
    public var policy: Policy { governance.policy }
}

extension Context {
    /// What readiness looks at, on the command's effective day.
    public var surroundings: Surroundings {
        Surroundings(date: effective, governance: governance, provider: provider)
    }
}

extension Engagement {
    /// How the gate stands: the phase's criteria, with the waivers in force put over them.
    public func readiness(_ gate: Gate, _ around: Surroundings) -> Readiness {
        let criteria = criteria(of: gate, around).map { waived($0, gate, around) }
        return Readiness(gate: gate, criteria: criteria)
    }

    private func waived(_ criterion: Criterion, _ gate: Gate, _ around: Surroundings) -> Criterion {
        gates.waive(criterion, at: gate, on: around.date, entry: entries.count)
    }

    /// What the gate demands, phase by phase.
    private func criteria(of gate: Gate, _ around: Surroundings) -> [Criterion] {
        switch gate {
        case .toContracting: selectionCriteria(around)
        case .toTransition: contractingCriteria(around)
        case .toPilot: transitionCriteria(around)
        case .toSteadyState: pilotCriteria(around)
        case .toExit: exitCriteria(around)
        case .close: closingCriteria(around)
        case .backToTransition, .backToContracting, .backToPilot, .reopen, .resume: []
        }
    }
}
