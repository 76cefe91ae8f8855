public import Schema

/// A second person says no, with a reason; the engagement stays where it is (GATE-5).
public struct GateRejected: Event {
    /// Which gate.
    public var gate: Gate
    /// Version of the request that it decides.
    public var request: Int64
    /// Why.
    public var reason: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("gate", \Self.gate, "which gate"),
        Field("request", \.request, "version of the request that it decides"),
        Field("reason", \.reason, "why"))
    /// Its place in the catalogue.
    public static let entry = GateEvent.rejected
    /// What it records.
    public static let about = "A review was rejected; the engagement stays where it is."
    /// In every phase from which a gate leads.
    public static let phases = PhaseSet.any
    /// Another than who requested it (GATE-2).
    public static let separations = [Separation(field: "request", of: ["gate.requested"])]
    /// A decision.
    public static let attention = Attention.notice

    /// The request is answered.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard state.gates.requests.contains(where: { $0.gate == gate && $0.version == request }) else {
            throw IllegalEvent("no open request of version \(request)")
        }
        state.gates.requests.removeAll { $0.gate == gate }
    }

    /// The decision.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] { [.gateDecided(gate, .rejected)] }

    /// The trail's line.
    public var summary: String { "\(gate.shown) rejected" }
}

/// Rejects the open review at a gate.
public struct RejectGate: Command {
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
    public static let entry = GateCommand.reject
    /// What a person types.
    public static let verb = "gate reject"
    /// What it does.
    public static let about = "Reject the open review at a gate, with a reason."
    /// The approver's.
    public static let roles: [Role] = [.approver]
    /// GATE-5.
    public static let needsReason = true
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// There must be something to reject.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let request = try state.openRequest(gate, context)
        let reason = try context.demandedReason(.gate5)
        return Decision(GateRejected(gate: gate, request: request.version, reason: reason))
    }

    /// The open review.
    public func secondHand(_ state: Engagement) -> SecondHand? {
        state.gates.request(at: gate).map { SecondHand(GateRejected.self, upon: $0.version) }
    }
}
