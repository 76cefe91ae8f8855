import Schema

/// Credit scheme (b): a share of the charge is at risk; failed levels cost their allocations of it.
///
/// Pure. The credit is min(Σ pool × allocation of failed levels, pool), rounded once, and split over its lines.
struct AtRiskPool: Sendable {
    /// One failed level's part of a credit.
    struct Line: Hashable, Sendable {
        /// The level.
        let level: Code
        /// Its part; all parts add up to the credit.
        let amount: Money
    }

    /// A period's credit.
    struct Outcome: Hashable, Sendable {
        /// Rounded half-even once, on the total (C2).
        let credit: Money
        /// By largest remainder (C3), in the order of the levels given.
        let lines: [Line]
        /// Whether the pool limited it; equality with the pool does not (C4).
        let isCapped: Bool
    }

    /// Percent of the charge at risk.
    let atRisk: Decimal
    /// Percent of the pool, level by level; their sum may exceed 100.
    let allocations: [(level: Code, percent: Decimal)]

    /// What the failed levels cost.
    ///
    /// - Parameter failed: only failed levels count; tolerated and not measured ones do not.
    /// - Throws: where the exact amounts need more digits than there are.
    func credit(charge: Money, failed: Set<Code>) throws(ArithmeticOverflow) -> Outcome {
        let pool = try charge.exactMinorUnits * Fraction(atRisk) / 100
        let counted = allocations.filter { failed.contains($0.level) }
        var exact: [(id: Code, exact: Fraction)] = []
        for (level, percent) in counted {
            exact.append((level, try pool * Fraction(percent) / 100))
        }
        let sum = try Fraction.sum(exact.map(\.exact))
        let isCapped = sum > pool
        let split = try isCapped
            ? Apportionment(sharing: pool, byWeight: counted.map { ($0.level, Fraction($0.percent)) })
            : Apportionment(exact: exact)
        return try outcome(split, charge.currency, isCapped)
    }

    private func outcome(
        _ split: Apportionment<Code>, _ currency: Currency, _ isCapped: Bool
    ) throws(ArithmeticOverflow) -> Outcome {
        guard let credit = Money(currency, minorUnits: split.total) else { throw .tooLarge }
        var lines: [Line] = []
        for line in split.lines {
            guard let amount = Money(currency, minorUnits: line.minorUnits) else { throw .tooLarge }
            lines.append(Line(level: line.id, amount: amount))
        }
        return Outcome(credit: credit, lines: lines, isCapped: isCapped)
    }
}
