public import Schema

/// A person asks that one unmet criterion be accepted until a day (GATE-4).
public struct WaiverRequested: Event {
    /// At which gate.
    public var gate: Gate
    /// Which criterion.
    public var rule: Rule
    /// The last day on which it would count; for ever where absent.
    public var until: CivilDate?
    /// Why.
    public var reason: Text
    /// Title of the criterion, where several of the gate share the rule.
    public var criterion: Label?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("gate", \Self.gate, "at which gate"),
        Field("rule", \.rule, "which criterion"),
        Field("until", \.until, "the last day on which it would count; closing criteria only may go without"),
        Field("reason", \.reason, "why"),
        Field("criterion", \.criterion, "title of the criterion, where several of the gate share the rule"))
    /// Its place in the catalogue.
    public static let entry = GateEvent.waiverRequested
    /// What it records.
    public static let about = "A waiver of one unmet criterion was requested."
    /// A decision is due.
    public static let attention = Attention.notice

    /// Waits for the second person.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        state.gates.waivers.removeAll {
            $0.gate == gate && $0.rule == rule && $0.criterion == criterion && $0.approved == nil
        }
        state.gates.waivers.append(Waiver(
            gate: gate, rule: rule, until: until, version: fact.version, approved: nil, criterion: criterion,
            on: fact.effective))
    }

    /// The trail's line.
    public var summary: String { "waiver of \(rule.rawValue) requested at \(gate.shown)" }

    /// The rule whose criterion is accepted unmet.
    public var citedRule: Rule? { rule }
}

/// Asks for a waiver.
public struct RequestWaiver: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// At which gate.
    public var gate: Gate
    /// Which criterion.
    public var rule: Rule
    /// The last day on which it would count.
    public var until: CivilDate?
    /// Title of the criterion, where several of the gate share the rule.
    public var criterion: Label?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("gate", \.gate, "at which gate"),
        Field("rule", \.rule, "which criterion"),
        Field("until", \.until, "the last day on which it would count; closing criteria only may go without"),
        Field("criterion", \.criterion, "title of the criterion, where several of the gate share the rule"))
    /// Its place in the catalogue.
    public static let entry = GateCommand.requestWaiver
    /// What a person types.
    public static let verb = "gate waive"
    /// What it does.
    public static let about = "Request that one unmet criterion be accepted until a day; another person approves it."
    /// GATE-4.
    public static let needsReason = true
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Only what is unmet can be waived, and only closing criteria for ever.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let reason = try context.demandedReason(.gate4)
        try context.requireNotBefore(state.entry?.on, "the entry into \(state.phase.shown)")
        let criterion = try meantCriterion(state, state.readiness(gate, context.surroundings).criteria)
        guard let until else {
            guard gate == .close else { throw Refusal(.gate4, "Only closing criteria are waived without an end.") }
            return Decision(WaiverRequested(gate: gate, rule: rule, until: nil, reason: reason, criterion: criterion))
        }
        guard until >= context.effective else { throw Refusal(.gate4, "The waiver would already have ended.") }
        return Decision(WaiverRequested(gate: gate, rule: rule, until: until, reason: reason, criterion: criterion))
    }

    /// Exactly one unmet criterion is meant; where several share the rule, its title says which.
    private func meantCriterion(_ state: Engagement, _ criteria: [Criterion]) throws(Refusal) -> Label? {
        let shared = criteria.filter { $0.rule == rule }
        let meant = shared.filter { criterion == nil || $0.title == criterion?.text }
        guard meant.contains(where: { $0.status == .unmet && $0.waivable != false }) else {
            throw Refusal(.gate4, "Gate \(gate.shown) has no unmet criterion \(rule.rawValue) that may be waived.")
        }
        guard shared.count > 1 else { return nil }
        if let criterion { return criterion }
        throw Refusal(
            .gate4, "Several criteria of gate \(gate.shown) are \(rule.rawValue); a waiver accepts one.",
            missing: shared.filter { $0.status == .unmet }.map {
                Missing(rule: .gate4, what: "which one", command: state.waiving(rule, at: gate, $0.title))
            })
    }
}

extension Engagement {
    /// What asks for a waiver, as typed after `engagectl`; only closing criteria go without an end.
    func waiving(_ rule: Rule, at gate: Gate, _ criterion: String? = nil) -> String {
        let which = criterion.map { " --criterion \"\($0)\"" } ?? "", end = gate == .close ? "" : " --until …"
        return "gate waive \(id) --gate \(gate.shown) --rule \(rule.rawValue)\(which)\(end) --reason …"
    }
}
