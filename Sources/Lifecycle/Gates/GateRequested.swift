public import Schema

/// A person asks for a review at a gate (GATE-2).
public struct GateRequested: Event {
    /// Which gate.
    public var gate: Gate
    /// How it stood then.
    public var readiness: Readiness
    /// Why; demanded for every way but forward.
    public var reason: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("gate", \Self.gate, "which gate"),
        Field("readiness", \.readiness, "how it stood then"),
        Field("reason", \.reason, "why"))
    /// Its place in the catalogue.
    public static let entry = GateEvent.requested
    /// What it records.
    public static let about = "A review at a gate was requested."
    /// In every phase from which a gate leads.
    public static let phases = PhaseSet.any
    /// A decision is due.
    public static let attention = Attention.notice

    /// Waits for the second person; a newer request for the same gate takes the older one's place.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard gate.from.contains(state.phase) else { throw IllegalEvent("gate \(gate.rawValue) from \(state.phase)") }
        state.gates.requests.removeAll { $0.gate == gate }
        state.gates.requests.append(
            GateRequest(gate: gate, version: fact.version, on: fact.effective, by: fact.person))
    }

    /// A review was requested.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] { [.gateDecided(gate, .requested)] }

    /// The trail's line.
    public var summary: String {
        let open = readiness.missing.count
        return "review requested at \(gate.shown)" + (open == 0 ? "" : ", \(open) criteria unmet")
    }
}

/// Asks for a review at a gate.
public struct RequestGate: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// Which gate.
    public var gate: Gate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("gate", \.gate, "which gate"))
    /// Its place in the catalogue.
    public static let entry = GateCommand.request
    /// What a person types.
    public static let verb = "gate request"
    /// What it does.
    public static let about = "Request a review at a gate; another person decides it."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// A review may be asked for before all is ready; it says what is missing.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        guard gate.from.contains(state.phase) else {
            throw Refusal(.gate1, "No gate \(gate.shown) leads from \(state.phase.shown).")
        }
        try context.requireNotBefore(state.entry?.on, "the entry into \(state.phase.shown)")
        if gate.needsReason { _ = try context.demandedReason(.gate2) }
        return Decision(GateRequested(
            gate: gate, readiness: state.readiness(gate, context.surroundings), reason: context.reason))
    }
}
