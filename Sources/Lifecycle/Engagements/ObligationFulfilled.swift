public import Schema

/// Something that fell due was done.
public struct ObligationFulfilled: Event {
    /// The obligation's id.
    public var obligation: String
    /// Whether it was done in time.
    public var inTime: Bool
    /// What was done.
    public var note: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("obligation", \Self.obligation, "id of the obligation", example: "criticality/2027-01-05"),
        Field("inTime", \.inTime, "whether it was done by its due date"),
        Field("note", \.note, "what was done"))
    /// Its place in the catalogue.
    public static let entry = EngagementEvent.obligationFulfilled
    /// What it records.
    public static let about = "An obligation was fulfilled."

    /// It is open no longer.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard state.obligations.open.contains(where: { $0.id == obligation }) else {
            throw IllegalEvent("no open obligation \(obligation)")
        }
        state.obligations.close(obligation)
    }

    /// It is open no longer.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [.obligationClosed(id: obligation, .fulfilled)]
    }

    /// The trail's line.
    public var summary: String { "\(obligation) fulfilled" + (inTime ? "" : ", late") }
}

/// Says that something that fell due was done.
public struct FulfilObligation: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The obligation's id.
    public var obligation: String
    /// What was done.
    public var note: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("obligation", \.obligation, "id of the obligation"),
        Field("note", \.note, "what was done"))
    /// Its place in the catalogue.
    public static let entry = EngagementCommand.fulfilObligation
    /// What a person types.
    public static let verb = "obligation fulfil"
    /// What it does.
    public static let about = "Say that an obligation was fulfilled."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// One that is closed already is nothing; one that never was is refused.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        if state.obligations.closed.contains(obligation) { return .nothing }
        try state.admit(ObligationFulfilled.self, context)
        guard let open = state.obligations.open.first(where: { $0.id == obligation }) else {
            throw Refusal(.unknown, "Engagement \(engagement) has no obligation \(obligation).")
        }
        return Decision(ObligationFulfilled(
            obligation: obligation, inTime: context.effective <= open.due, note: note))
    }
}
