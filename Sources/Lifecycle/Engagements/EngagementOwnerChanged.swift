public import Schema

/// Another person answers for the engagement (domain.md section 8, owner hand-over).
public struct EngagementOwnerChanged: Event {
    /// Who answers for it now.
    public var owner: PersonHandle
    /// Who stands in.
    public var deputy: PersonHandle?
    /// Why.
    public var reason: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("owner", \Self.owner, "who answers for it now"),
        Field("deputy", \.deputy, "who stands in; nobody where absent", example: .otherExample),
        Field("reason", \.reason, "why"))
    /// Its place in the catalogue.
    public static let entry = EngagementEvent.ownerChanged
    /// What it records.
    public static let about = "The engagement was handed over to another owner."

    /// Replaces owner and deputy.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard state.profile != nil else { throw IllegalEvent("handed over before it was opened") }
        state.profile?.owner = owner
        state.profile?.deputy = deputy
    }

    /// The trail's line.
    public var summary: String { "owner is \(owner)" + (deputy.map { ", deputy \($0)" } ?? "") }
}

/// Hands the engagement over.
public struct HandOverEngagement: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// Who answers for it from now on.
    public var owner: PersonHandle
    /// Who stands in.
    public var deputy: PersonHandle?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("owner", \.owner, "who answers for it from now on"),
        Field("deputy", \.deputy, "who stands in; nobody where absent", example: .otherExample))
    /// Its place in the catalogue.
    public static let entry = EngagementCommand.handOver
    /// What a person types.
    public static let verb = "engagement hand-over"
    /// What it does.
    public static let about = "Hand the engagement over to another owner and deputy."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Two known persons; the same again is nothing.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let profile = try state.admit(EngagementOwnerChanged.self, context)
        try context.governance.requireKnown(owner)
        if let deputy { try context.governance.requireKnown(deputy) }
        guard owner != deputy else { throw Refusal(.form, "Owner and deputy are the same person.") }
        if profile.owner == owner, profile.deputy == deputy { return .nothing }
        return Decision(EngagementOwnerChanged(owner: owner, deputy: deputy, reason: context.reason))
    }
}
