public import Schema

/// Figures that came or changed after the closing changed a closed period's results (KPI-3).
///
/// The closing stays as it was; this says what counts from now on. What it means in money is booked by
/// `credit.adjusted` in the same append.
public struct PeriodRestated: Event {
    /// The contract.
    public var contract: Code
    /// How long its periods are.
    public var kind: PeriodKind
    /// The first day.
    public var first: CivilDate
    /// The results that changed.
    public var levels: [LevelResult]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("contract", \Self.contract, "the contract"),
        Field("kind", \.kind, "how long its periods are", example: .month),
        Field("first", \.first, "the first day"),
        Field("levels", \.levels, "the results that changed"))
    /// Its place in the catalogue.
    public static let entry = DeliveryEvent.periodRestated
    /// What it records.
    public static let about = "A closed period's results changed by a correction or a late figure."
    /// Corrections are accepted after closing as well (EXI-3).
    public static let phases = PhaseSet([.contracting, .transition, .pilot, .steadyState, .exit, .closed])
    /// Somebody may have paid by the old results.
    public static let attention = Attention.notice

    /// The new results count; what is no longer missing is no longer asked for.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let index = state.delivery.closingIndex(contract, kind, first) else {
            throw IllegalEvent("\(kind.name(first)) of \(contract) is not closed")
        }
        for result in levels { state.delivery.closings[index].put(result) }
        state.delivery.closings[index].restated = fact.position
        for id in fulfilled { state.obligations.close(id) }
    }

    /// What is no longer missing.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        fulfilled.map { .obligationClosed(id: $0, .fulfilled) }
    }

    private var fulfilled: [String] {
        levels.filter { $0.missing == 0 }.map { ObligationName.missing(contract, kind.name(first), $0.level) }
    }

    /// The trail's line.
    public var summary: String {
        let results = levels.map { "\($0.level) \($0.status.shown)" }.joined(separator: ", ")
        return "\(kind.name(first)) of \(contract) restated: \(results)"
    }
}
