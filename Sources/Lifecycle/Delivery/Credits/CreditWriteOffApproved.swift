public import Schema

/// A second person gives the credit up.
public struct CreditWriteOffApproved: Event {
    /// The credit's number.
    public var credit: Count
    /// How much.
    public var amount: Money
    /// Version of the request that it decides.
    public var request: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("credit", \Self.credit, "the credit's number", example: 1),
        Field("amount", \.amount, "how much"),
        Field("request", \.request, "version of the request that it decides"))
    /// Its place in the catalogue.
    public static let entry = DeliveryEvent.writeOffApproved
    /// What it records.
    public static let about = "A credit was written off by a second person."
    /// Final settlement is accepted after closing (EXI-3).
    public static let phases = PhaseSet([.contracting, .transition, .pilot, .steadyState, .exit, .closed])
    /// Another than who requested it (SEP-1).
    public static let separations = [
        Separation(field: "request", of: [DeliveryEvent.writeOffRequested.rawValue]),
    ]
    /// Money is given up.
    public static let attention = Attention.notice

    /// That much less is open.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let index = state.delivery.creditIndex(credit),
            let waiting = state.delivery.credits[index].waiting, waiting.amount == amount, waiting.request == request,
            let sum = try? state.delivery.credits[index].writtenOff + amount
        else { throw IllegalEvent("no write-off of credit \(credit) waits at version \(request)") }
        state.delivery.credits[index].writtenOff = sum
        state.delivery.credits[index].waiting = nil
    }

    /// Given up.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [.moneySettled(id: Credit.id(credit.value), amount, writtenOff: true)]
    }

    /// The trail's line.
    public var summary: String { "credit \(credit) written off: \(amount.formatted)" }
}

/// Approves a write-off that somebody else requested.
public struct ApproveWriteOff: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The credit's number.
    public var credit: Count

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("credit", \.credit, "the credit's number", example: 1))
    /// Its place in the catalogue.
    public static let entry = DeliveryCommand.approveWriteOff
    /// What a person types.
    public static let verb = "credit approve-write-off"
    /// What it does.
    public static let about = "Approve a requested write-off, as another person than who requested it."
    /// The approver's.
    public static let roles: [Role] = [.approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// What waits must still be open.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        guard let index = state.delivery.creditIndex(credit), let waiting = state.delivery.credits[index].waiting else {
            throw Refusal(
                .exi2, "No write-off of credit \(credit) is waiting.",
                missing: [Missing(
                    rule: .exi2, what: "a request",
                    command: "credit write-off \(state.id) --credit \(credit) --reason WHY")])
        }
        try context.requireNotBefore(waiting.on, "the request")
        _ = try state.delivery.openAmount(of: credit, asked: waiting.amount, context)
        return Decision(CreditWriteOffApproved(credit: credit, amount: waiting.amount, request: waiting.request))
    }

    /// The requested write-off.
    public func secondHand(_ state: Engagement) -> SecondHand? {
        let waiting = state.delivery.creditIndex(credit).flatMap { state.delivery.credits[$0].waiting }
        return waiting.map { SecondHand(CreditWriteOffApproved.self, upon: $0.request) }
    }
}
