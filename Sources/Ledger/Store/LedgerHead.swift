/// Where the ledger ends.
public struct LedgerHead: Hashable, Sendable {
    /// The next event's position: as many events as there are.
    public var next: Int64
    /// When the last event was recorded, in microseconds since 1970; 0 in an empty ledger.
    public var recorded: Int64

    /// A head of the given parts.
    public init(next: Int64, recorded: Int64) {
        self.next = next
        self.recorded = recorded
    }
}
