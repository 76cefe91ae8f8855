public import Schema

/// A second person lets the engagement pass (GATE-2, GATE-3).
public struct GateApproved: Event {
    /// Which gate.
    public var gate: Gate
    /// Version of the request that it decides.
    public var request: Int64
    /// How it stood at the decision.
    public var readiness: Readiness

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("gate", \Self.gate, "which gate"),
        Field("request", \.request, "version of the request that it decides"),
        Field("readiness", \.readiness, "how it stood at the decision"))
    /// Its place in the catalogue.
    public static let entry = GateEvent.approved
    /// What it records.
    public static let about = "A review was approved; the engagement entered the gate's phase."
    /// In every phase from which a gate leads.
    public static let phases = PhaseSet.any
    /// Another than who requested it (GATE-2).
    public static let separations = [Separation(field: "request", of: ["gate.requested"])]
    /// A change of phase.
    public static let attention = Attention.notice

    /// Enters the gate's phase.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard gate.from.contains(state.phase) else { throw IllegalEvent("gate \(gate.rawValue) from \(state.phase)") }
        guard state.gates.requests.contains(where: { $0.gate == gate && $0.version == request }) else {
            throw IllegalEvent("no open request of version \(request)")
        }
        state.gates.requests = []
        state.enter(gate.to, fact)
    }

    /// The decision, and the phase it opens.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [.gateDecided(gate, .approved), .phaseEntered(gate.to, entry: state.entry?.number ?? 1)]
    }

    /// The trail's line.
    public var summary: String { "\(gate.shown) approved: now in \(gate.to.shown)" }
}

/// Approves the open review at a gate.
public struct ApproveGate: Command {
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
    public static let entry = GateCommand.approve
    /// What a person types.
    public static let verb = "gate approve"
    /// What it does.
    public static let about = "Approve the open review at a gate, as another person than who requested it."
    /// The approver's.
    public static let roles: [Role] = [.approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Refused while anything is unmet, listing all of it (GATE-3).
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let request = try state.openRequest(gate, context)
        try context.requireNotBefore(state.factsUntil, "a fact of phase \(state.phase.shown)")
        let readiness = state.readiness(gate, context.surroundings)
        guard readiness.isReady else {
            throw Refusal(.gate3, "Gate \(gate.shown) is not ready.", missing: readiness.missing)
        }
        return Decision(GateApproved(gate: gate, request: request.version, readiness: readiness))
    }

    /// The open review.
    public func secondHand(_ state: Engagement) -> SecondHand? {
        state.gates.request(at: gate).map { SecondHand(GateApproved.self, upon: $0.version) }
    }
}

extension Engagement {
    /// The open review of a gate, not younger than the decision.
    func openRequest(_ gate: Gate, _ context: Context) throws(Refusal) -> GateRequest {
        guard let request = gates.request(at: gate) else {
            let why = gate.needsReason ? " --reason …" : ""
            throw Refusal(
                .gate2, "No review is open at gate \(gate.shown).",
                missing: [Missing(
                    rule: .gate2, what: "a request", command: "gate request \(id) --gate \(gate.shown)\(why)")])
        }
        try context.requireNotBefore(request.on, "the request")
        try context.requireNotBefore(entry?.on, "the entry into \(phase.shown)")
        return request
    }
}
