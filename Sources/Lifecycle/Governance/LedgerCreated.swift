public import Schema

/// Position 0: what this ledger is.
public struct LedgerCreated: Event {
    /// Unique for ever.
    public var ledger: UUIDText
    /// Format of the records.
    public var format: Label
    /// Origin line of its checkpoints (C2SP tlog-checkpoint).
    public var origin: Label

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("ledger", \Self.ledger, "unique for ever"),
        Field("format", \.format, "format of the records", example: "engaged.event.v1"),
        Field("origin", \.origin, "origin line of its checkpoints", example: "engaged.example/ledger"))
    /// Its place in the catalogue.
    public static let entry = GovernanceEvent.ledgerCreated
    /// What it records.
    public static let about = "The ledger was created."

    /// Only ever the first.
    public func apply(to state: inout Governance, _ fact: Fact) throws(IllegalEvent) {
        guard state.ledger == nil else { throw IllegalEvent("created twice") }
        state.ledger = self
    }

    /// What the installation did alone is listed (SEP-1).
    public func postings(_ fact: Fact, _ state: Governance) -> [Posting] {
        [.exceptionNoted(.installation, about: "ledger created")]
    }

    /// The trail's line.
    public var summary: String { "ledger created" }
}

extension LedgerCreated {
    /// What a new ledger says of itself, with an id of its own.
    public init(origin: Label) {
        var generator = SystemRandomNumberGenerator()
        self.init(
            ledger: UUIDText(high: generator.next(), low: generator.next()), format: "engaged.event.v1",
            origin: origin)
    }
}
