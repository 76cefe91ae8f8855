public import Schema

/// Somebody was their own second person, and the policy let it pass (SEP-1, mode `record`).
public struct SeparationExcepted: Event {
    /// The stream of the event.
    public var stream: Label
    /// Wire name of the event that was recorded.
    public var event: Label
    /// Version of the event by the same hand.
    public var earlier: Int64

    init(stream: Label, event: String, earlier: Int64) {
        self.init(stream: stream, event: Label(event) ?? "event", earlier: earlier)
    }

    init(stream: Label, event: Label, earlier: Int64) {
        self.stream = stream
        self.event = event
        self.earlier = earlier
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init(stream:event:earlier:) as @Sendable (Label, Label, Int64) -> Self,
        Field("stream", \Self.stream, "the stream of the event", example: "engagement/ENG-2026-0042"),
        Field("event", \.event, "wire name of the event that was recorded", example: "gate.approved"),
        Field("earlier", \.earlier, "version of the event by the same hand"))
    /// Its place in the catalogue.
    public static let entry = GovernanceEvent.separationExcepted
    /// What it records.
    public static let about = "A person was their own second person; the policy records it as an exception."
    /// Somebody should look.
    public static let attention = Attention.warning
    /// Who is woken reads this.
    public static let advice = """
        Somebody was their own second person, and the policy lets that pass as an exception. Where two persons are at
        hand, let another one look at the decision, and let the policy enforce the rule.

        See the exceptions:  engagectl exceptions
        See the policy:      engagectl policy show
        """

    /// Changes nothing but the trail.
    public func apply(to state: inout Governance, _ fact: Fact) throws(IllegalEvent) {}

    /// Governance lists it.
    public func postings(_ fact: Fact, _ state: Governance) -> [Posting] {
        [.exceptionNoted(.selfApproval, about: "\(event) in \(stream)")]
    }

    /// The trail's line.
    public var summary: String { "own second person: \(event) in \(stream)" }

    /// The rule that was excepted.
    public var citedRule: Rule? { .sep1 }
}
