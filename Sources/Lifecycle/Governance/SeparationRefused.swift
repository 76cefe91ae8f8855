public import Schema

/// Somebody tried to be their own second person, and was refused (SEP-2).
public struct SeparationRefused: Event {
    /// The stream of the attempt.
    public var stream: Label
    /// Wire name of the event that would have been recorded.
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
        Field("stream", \Self.stream, "the stream of the attempt", example: "engagement/ENG-2026-0042"),
        Field("event", \.event, "wire name of the event that would have been recorded", example: "gate.approved"),
        Field("earlier", \.earlier, "version of the event by the same hand"))
    /// Its place in the catalogue.
    public static let entry = GovernanceEvent.separationRefused
    /// What it records.
    public static let about = "An attempt to be one's own second person was refused."
    /// Somebody should look.
    public static let attention = Attention.warning
    /// Who is woken reads this.
    public static let advice = """
        Somebody asked for something and then tried to decide it themselves. It was refused; the attempt stands in the
        log, and nothing else came of it. A second person has to decide.

        See what waits:      engagectl exceptions
        See who tried:       engagectl trail
        """

    /// Changes nothing but the trail.
    public func apply(to state: inout Governance, _ fact: Fact) throws(IllegalEvent) {}

    /// Governance lists it.
    public func postings(_ fact: Fact, _ state: Governance) -> [Posting] {
        [.exceptionNoted(.refusedSelfApproval, about: "\(event) in \(stream)")]
    }

    /// The trail's line.
    public var summary: String { "refused as own second person: \(event) in \(stream)" }

    /// The rule that refused.
    public var citedRule: Rule? { .sep2 }
}
