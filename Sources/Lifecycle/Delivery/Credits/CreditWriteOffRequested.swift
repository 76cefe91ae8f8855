public import Schema

/// A person asks that a credit be given up.
public struct CreditWriteOffRequested: Event {
    /// The credit's number.
    public var credit: Count
    /// How much.
    public var amount: Money
    /// Why.
    public var reason: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("credit", \Self.credit, "the credit's number", example: 1),
        Field("amount", \.amount, "how much"),
        Field("reason", \.reason, "why"))
    /// Its place in the catalogue.
    public static let entry = DeliveryEvent.writeOffRequested
    /// What it records.
    public static let about = "The write-off of a credit was requested."
    /// Final settlement is accepted after closing (EXI-3).
    public static let phases = PhaseSet([.contracting, .transition, .pilot, .steadyState, .exit, .closed])
    /// A decision is due.
    public static let attention = Attention.notice

    /// Waits for the second person; a newer request takes the older one's place.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let index = state.delivery.creditIndex(credit) else { throw IllegalEvent("no credit \(credit)") }
        state.delivery.credits[index].waiting = WriteOff(amount: amount, request: fact.version, on: fact.effective)
    }

    /// The trail's line.
    public var summary: String { "write-off of credit \(credit) requested: \(amount.formatted)" }
}

/// Asks for a write-off.
public struct RequestWriteOff: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The credit's number.
    public var credit: Count
    /// How much; all that is open where absent.
    public var amount: Money?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("credit", \.credit, "the credit's number", example: 1),
        Field("amount", \.amount, "how much; all that is open where absent"))
    /// Its place in the catalogue.
    public static let entry = DeliveryCommand.requestWriteOff
    /// What a person types.
    public static let verb = "credit write-off"
    /// What it does.
    public static let about = "Request that a credit be given up; another person approves it."
    /// Money is given up.
    public static let needsReason = true
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Not more than is open.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let reason = try context.demandedReason(.exi2)
        let open = try state.delivery.openAmount(of: credit, asked: amount, context)
        return Decision(CreditWriteOffRequested(credit: credit, amount: open, reason: reason))
    }
}
