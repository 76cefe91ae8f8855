import Schema

/// Credit scheme (c): failures cost points by severity, a repeat doubles them once, and points cost a share of the
/// charge up to a cap. Pure.
struct ServicePoints: Sendable {
    /// How bad a failure is.
    enum Severity: Hashable, Sendable { case minor, serious, severe }

    /// How many points each severity costs, by the terms of the period's first day (C7).
    struct Tariff: Sendable {
        let minor: Int32
        let serious: Int32
        let severe: Int32

        /// The points of one severity.
        func points(_ severity: Severity) -> Int64 {
            switch severity {
            case .minor: Int64(minor)
            case .serious: Int64(serious)
            case .severe: Int64(severe)
            }
        }
    }

    /// A period as the scheme sees it; a period without a measurement takes its place, but is no failure.
    struct Period: Sendable {
        let charge: Money
        let tariff: Tariff
        /// Level by level, the failed ones only.
        let failures: [Code: Severity]
    }

    /// Percent of the charge that one point costs.
    let rate: Decimal
    /// Percent of the charge that all points cost at most.
    let cap: Decimal
    /// Periods just before in which a failure of the same level makes a repeat.
    let window: Int

    /// The points of a period: doubled once where the level failed in one of the periods just before.
    func points(_ periods: [Period], at index: Int) -> Int64 {
        guard periods.indices.contains(index) else { return 0 }
        let before = periods[..<index].suffix(Swift.max(0, window))
        return periods[index].failures.reduce(0) { sum, failure in
            let isRepeat = before.contains { $0.failures[failure.key] != nil }
            return sum + periods[index].tariff.points(failure.value) * (isRepeat ? 2 : 1)
        }
    }

    /// The credit of a period, rounded once (C2); none for a period that is not there.
    ///
    /// - Throws: where the exact amount needs more digits than there are.
    func credit(_ periods: [Period], at index: Int) throws(ArithmeticOverflow) -> Money? {
        guard periods.indices.contains(index) else { return nil }
        let charge = periods[index].charge
        let points = Fraction(points(periods, at: index))
        let exact = try points * Fraction(rate) / 100 * charge.exactMinorUnits
        let most = try charge.exactMinorUnits * Fraction(cap) / 100
        do throws(MoneyFault) {
            return try Money(charge.currency, rounding: Swift.min(exact, most))
        } catch {
            throw .tooLarge
        }
    }
}
