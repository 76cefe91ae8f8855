public import Schema

/// A credit was paid, deducted from an invoice, or paid back.
public struct CreditSettled: Event {
    /// The credit's number.
    public var credit: Count
    /// How much; negative where the client pays back.
    public var amount: Money
    /// The invoice or payment.
    public var reference: Label?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("credit", \Self.credit, "the credit's number", example: 1),
        Field("amount", \.amount, "how much; negative where the client pays back"),
        Field("reference", \.reference, "the invoice or payment", example: "INV-2026-118"))
    /// Its place in the catalogue.
    public static let entry = DeliveryEvent.creditSettled
    /// What it records.
    public static let about = "A credit was settled, all or part of it."
    /// Final settlement is accepted after closing (EXI-3).
    public static let phases = PhaseSet([.contracting, .transition, .pilot, .steadyState, .exit, .closed])

    /// That much less is open.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let index = state.delivery.creditIndex(credit),
            let settled = try? state.delivery.credits[index].settled + amount
        else { throw IllegalEvent("credit \(credit) cannot take \(amount)") }
        state.delivery.credits[index].settled = settled
    }

    /// Money moved.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [.moneySettled(id: Credit.id(credit.value), amount, writtenOff: false)]
    }

    /// The trail's line.
    public var summary: String { "credit \(credit) settled: \(amount.formatted)" }
}

/// Settles a credit.
public struct SettleCredit: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The credit's number.
    public var credit: Count
    /// How much; all that is open where absent.
    public var amount: Money?
    /// The invoice or payment.
    public var reference: Label?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("credit", \.credit, "the credit's number", example: 1),
        Field("amount", \.amount, "how much; all that is open where absent"),
        Field("reference", \.reference, "the invoice or payment", example: "INV-2026-118"))
    /// Its place in the catalogue.
    public static let entry = DeliveryCommand.settleCredit
    /// What a person types.
    public static let verb = "credit settle"
    /// What it does.
    public static let about = "Record that a credit was paid, deducted or paid back, all or part of it."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Not more than is open.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let open = try state.delivery.openAmount(of: credit, asked: amount, context)
        return Decision(CreditSettled(credit: credit, amount: open, reference: reference))
    }
}

extension DeliveryState {
    /// What is asked of a credit's open amount.
    ///
    /// - Throws: where nothing, or less, or another currency is open, or nothing was yet on that day.
    func openAmount(of number: Count, asked: Money?, _ context: Context) throws(Refusal) -> Money {
        guard let index = creditIndex(number) else { throw Refusal(.unknown, "There is no credit \(number).") }
        try context.requireNotBefore(credits[index].on, "the booking of credit \(number)")
        let balance = credits[index].balance
        guard balance.signum != 0 else { throw Refusal(.form, "Credit \(number) is not open any more.") }
        let amount = asked ?? balance
        guard amount.currency == balance.currency, amount.signum == balance.signum,
            amount.minorUnits.magnitude <= balance.minorUnits.magnitude
        else { throw Refusal(.form, "Of credit \(number), \(balance.formatted) is open, not \(amount.formatted).") }
        return amount
    }
}
