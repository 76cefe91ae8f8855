public import Schema

/// A second person accepts the unmet criterion (GATE-4).
public struct WaiverApproved: Event {
    /// At which gate.
    public var gate: Gate
    /// Which criterion.
    public var rule: Rule
    /// Version of the request that it decides.
    public var request: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("gate", \Self.gate, "at which gate"),
        Field("rule", \.rule, "which criterion"),
        Field("request", \.request, "version of the request that it decides"))
    /// Its place in the catalogue.
    public static let entry = GateEvent.waiverApproved
    /// What it records.
    public static let about = "A waiver was approved by a second person."
    /// Another than who requested it (GATE-4).
    public static let separations = [Separation(field: "request", of: ["waiver.requested"])]
    /// An exception begins.
    public static let attention = Attention.notice

    /// Counts from its day on, in this entry into the phase.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let index = state.gates.waivers.firstIndex(where: { $0.version == request && $0.approved == nil }) else {
            throw IllegalEvent("no open waiver of version \(request)")
        }
        state.gates.waivers[index].approved = fact.position
        state.gates.waivers[index].approvedOn = fact.effective
        state.gates.waivers[index].entry = Int64(state.entries.count)
    }

    /// Governance lists it.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [.exceptionNoted(.waiver, about: "\(rule.rawValue) at \(gate.shown)")]
    }

    /// The trail's line.
    public var summary: String { "waiver of \(rule.rawValue) approved at \(gate.shown)" }

    /// The rule whose criterion is accepted unmet.
    public var citedRule: Rule? { rule }
}

/// Approves a waiver that somebody else requested.
public struct ApproveWaiver: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// At which gate.
    public var gate: Gate
    /// Which criterion.
    public var rule: Rule
    /// Title of the criterion, where several of the gate share the rule.
    public var criterion: Label?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("gate", \.gate, "at which gate"),
        Field("rule", \.rule, "which criterion"),
        Field("criterion", \.criterion, "title of the criterion, where several of the gate share the rule"))
    /// Its place in the catalogue.
    public static let entry = GateCommand.approveWaiver
    /// What a person types.
    public static let verb = "gate approve-waiver"
    /// What it does.
    public static let about = "Approve a requested waiver, as another person than who requested it."
    /// The approver's.
    public static let roles: [Role] = [.approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// There must be something to approve.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        guard let waiting = waiting(state) else {
            throw Refusal(
                .gate4, "No waiver of \(rule.rawValue) is waiting at gate \(gate.shown).",
                missing: [Missing(
                    rule: .gate4, what: "a request", command: state.waiving(rule, at: gate, criterion?.text))])
        }
        try context.requireNotBefore(waiting.on, "the request")
        return Decision(WaiverApproved(gate: gate, rule: rule, request: waiting.version))
    }

    /// The requested waiver.
    public func secondHand(_ state: Engagement) -> SecondHand? {
        waiting(state).map { SecondHand(WaiverApproved.self, upon: $0.version) }
    }

    private func waiting(_ state: Engagement) -> Waiver? {
        state.gates.waivers.last {
            $0.gate == gate && $0.rule == rule && $0.approved == nil
                && ($0.criterion == nil || $0.criterion == criterion)
        }
    }
}
