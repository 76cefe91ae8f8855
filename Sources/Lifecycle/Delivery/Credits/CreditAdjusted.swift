public import Schema

/// A closed period's credit changed: the difference is booked in the open period (KPI-3). Nothing is rewritten.
public struct CreditAdjusted: Event {
    /// The contract.
    public var contract: Code
    /// How long its periods are.
    public var kind: PeriodKind
    /// First day of the period that is corrected.
    public var first: CivilDate
    /// The level.
    public var level: Code
    /// New result − result so far.
    public var amount: Money
    /// The new result.
    public var due: Money
    /// First day of the open period, in whose statement it stands.
    public var bookedIn: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("contract", \Self.contract, "the contract"),
        Field("kind", \.kind, "how long its periods are", example: .month),
        Field("first", \.first, "first day of the period that is corrected"),
        Field("level", \.level, "the level"),
        Field("amount", \.amount, "new result less the result so far"),
        Field("due", \.due, "the new result"),
        Field("bookedIn", \.bookedIn, "first day of the open period, in whose statement it stands"))
    /// Its place in the catalogue.
    public static let entry = DeliveryEvent.creditAdjusted
    /// What it records.
    public static let about = "A closed period's credit changed; the difference is booked in the open period."
    /// Corrections are accepted after closing as well (EXI-3).
    public static let phases = PhaseSet([.contracting, .transition, .pilot, .steadyState, .exit, .closed])
    /// Money changed hands by the old figures.
    public static let attention = Attention.notice

    /// The credit stands at the new result.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard state.delivery.closingIndex(contract, kind, first) != nil else {
            throw IllegalEvent("\(kind.name(first)) of \(contract) is not closed")
        }
        let index = state.delivery.creditIndex(contract, kind, first, level)
        let before = index.map { state.delivery.credits[$0].due } ?? .zero(amount.currency)
        guard let after = try? before + amount, after == due else {
            throw IllegalEvent("\(amount) after \(before) is not \(due)")
        }
        guard let index else {
            state.delivery.open(contract, kind, first, level, due: due, fact)
            return
        }
        state.delivery.credits[index].due = due
    }

    /// More or less money is due.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        guard let index = state.delivery.creditIndex(contract, kind, first, level) else { return [] }
        return [.moneyDue(id: state.delivery.credits[index].id, amount)]
    }

    /// The trail's line.
    public var summary: String {
        "credit of \(level) for \(kind.name(first)) adjusted by \(amount.formatted), booked in \(kind.name(bookedIn))"
    }
}
