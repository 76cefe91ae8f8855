/// Where an append's events came to stand.
public struct Appended: Hashable, Sendable {
    /// The first event's position; the others follow without a gap.
    public var first: Int64
    /// Each event's version within its stream, in order.
    public var versions: [Int64]

    /// Positions from `first` on, one version an event.
    public init(first: Int64, versions: [Int64]) {
        self.first = first
        self.versions = versions
    }

    /// The positions of the events.
    public var positions: Range<Int64> { first..<first + Int64(versions.count) }
}
