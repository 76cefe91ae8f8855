/// A rounded total split over its lines by largest remainder, so that the lines always add up to it (rule: C3).
///
/// Each line gets the floor of its exact amount; the minor units still missing go one each to the largest fractional
/// parts, ties to the smaller id.
public struct Apportionment<ID: Comparable & Sendable>: Sendable {
    /// One line of the split.
    public struct Line: Sendable {
        /// Whose line it is; ties go to the smaller.
        public let id: ID
        /// The unrounded amount, in minor units.
        public let exact: Fraction
        /// The amount given, in minor units.
        public internal(set) var minorUnits: Int64
    }

    /// The total in minor units, the sum of all lines.
    public let total: Int64
    /// The lines, in the order they came.
    public let lines: [Line]

    /// Splits the half-even rounding of the sum of exact amounts, in minor units, over those amounts.
    ///
    /// - Throws: ``ArithmeticOverflow``.
    public init(exact amounts: [(id: ID, exact: Fraction)]) throws(ArithmeticOverflow) {
        let sum = try Fraction.sum(amounts.lazy.map(\.exact))
        guard let total = Int64(exactly: sum.roundedHalfEven()) else { throw .tooLarge }
        self.total = total
        lines = try Self.split(total, over: amounts)
    }

    /// Splits the half-even rounding of `pool` minor units in proportion to weights: how a capped credit is shared.
    ///
    /// - Throws: ``ArithmeticOverflow``, also if the weights add up to zero.
    public init(
        sharing pool: Fraction, byWeight weights: [(id: ID, weight: Fraction)]
    ) throws(ArithmeticOverflow) {
        let sum = try Fraction.sum(weights.lazy.map(\.weight))
        var amounts: [(id: ID, exact: Fraction)] = []
        for (id, weight) in weights { amounts.append((id, try pool * weight / sum)) }
        try self.init(exact: amounts)
    }

    private static func split(
        _ total: Int64, over amounts: [(id: ID, exact: Fraction)]
    ) throws(ArithmeticOverflow) -> [Line] {
        var lines: [Line] = [], fractions: [Fraction] = [], missing = total
        for (id, exact) in amounts {
            guard let floor = Int64(exactly: exact.floor) else { throw .tooLarge }
            let (rest, overflow) = missing.subtractingReportingOverflow(floor)
            guard !overflow else { throw .tooLarge }
            missing = rest
            lines.append(Line(id: id, exact: exact, minorUnits: floor))
            fractions.append(try exact - Fraction(floor))
        }
        let order = lines.indices.sorted { left, right in
            fractions[left] == fractions[right]
                ? lines[left].id < lines[right].id : fractions[left] > fractions[right]
        }
        // The sum of the fractional parts, rounded, is at most the number of lines: one unit each suffices.
        for index in order.prefix(Int(missing)) { lines[index].minorUnits += 1 }
        return lines
    }
}
