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

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("gate", \Self.gate, "at which gate"),
        Field("rule", \.rule, "which criterion"),
        Field("until", \.until, "the last day on which it would count; closing criteria only may go without"),
        Field("reason", \.reason, "why"))
    /// Its place in the catalogue.
    public static let entry = GateEvent.waiverRequested
    /// What it records.
    public static let about = "A waiver of one unmet criterion was requested."
    /// A decision is due.
    public static let attention = Attention.notice

    /// Waits for the second person.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        state.gates.waivers.removeAll { $0.gate == gate && $0.rule == rule && $0.approved == nil }
        state.gates.waivers.append(
            Waiver(gate: gate, rule: rule, until: until, version: fact.version, approved: nil))
    }

    /// The trail's line.
    public var summary: String { "waiver of \(rule.rawValue) requested at \(gate.shown)" }
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

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("gate", \.gate, "at which gate"),
        Field("rule", \.rule, "which criterion"),
        Field("until", \.until, "the last day on which it would count; closing criteria only may go without"))
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
        let criteria = state.readiness(gate, context.surroundings).criteria
        guard criteria.contains(where: { $0.rule == rule && $0.status == .unmet && $0.waivable != false }) else {
            throw Refusal(.gate4, "Gate \(gate.shown) has no unmet criterion \(rule.rawValue) that may be waived.")
        }
        guard let until else {
            guard gate == .close else { throw Refusal(.gate4, "Only closing criteria are waived without an end.") }
            return Decision(WaiverRequested(gate: gate, rule: rule, until: nil, reason: reason))
        }
        guard until >= context.effective else { throw Refusal(.gate4, "The waiver would already have ended.") }
        return Decision(WaiverRequested(gate: gate, rule: rule, until: until, reason: reason))
    }
}
