/// How often values fell below which bounds, as OpenMetrics counts them; integers throughout.
struct Histogram: Sendable {
    /// Upper bounds, ascending, each included.
    let bounds: [UInt64]
    /// How many values fell between each bound and the one before; the last place is beyond all bounds.
    private(set) var counts: [UInt64]
    /// All values together.
    private(set) var sum: UInt64 = 0

    /// Nothing counted yet.
    init(_ bounds: [UInt64]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count + 1)
    }

    /// Counts a value.
    mutating func count(_ value: UInt64) {
        counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
        sum &+= value
    }

    /// How many values there were.
    var total: UInt64 { counts.reduce(0, +) }

    /// How many values fell at or below each bound.
    var cumulative: [UInt64] {
        var sum: UInt64 = 0
        return counts.dropLast().map { count in
            sum += count
            return sum
        }
    }
}
