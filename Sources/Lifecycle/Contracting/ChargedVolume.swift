public import Schema

/// A volume that was delivered between two days, both included.
public struct ChargedVolume: Sendable, Hashable {
    /// Its days.
    public var span: DateSpan
    /// How many units.
    public var units: Decimal

    /// A volume.
    public init(span: DateSpan, units: Decimal) {
        self.span = span
        self.units = units
    }
}

extension Contract {
    /// What a calendar month should cost by the terms in force: the fee by calendar days and the units by the volume
    /// on each side of an amendment, rounded once (domain.md section 3, Expected charge; C7).
    ///
    /// - Parameters:
    ///   - month: a whole calendar month; a quarter is the sum of its three.
    ///   - volumes: recorded volumes; those wholly outside the month do not count.
    /// - Returns: none where the contract names no price then.
    /// - Throws: for no whole month, a volume that spans a change of terms or the month's edge, two currencies, or
    ///   amounts that are too large.
    public func expectedCharge(of month: DateSpan, volumes: [ChargedVolume]) throws(Refusal) -> Money? {
        guard ReportingPeriod.month.isPeriod(month) else { throw Refusal(.form, "\(month) is no calendar month.") }
        let parts = priced(month)
        guard let first = parts.first?.price, let currency = first.currency else { return nil }
        guard parts.allSatisfy({ $0.price.currency == currency }) else {
            throw Refusal(.form, "The charge of \(month) is in two currencies.")
        }
        for volume in volumes where volume.span.overlaps(month) {
            guard parts.contains(where: { $0.span.contains(volume.span) }) else {
                throw Refusal(.con7, "The volume of \(volume.span) spans a change of terms; record it on each side.")
            }
        }
        do {
            var exact = Fraction.zero
            for part in parts { exact = try exact + part.charge(of: month, volumes) }
            return try first.bounded(Money(currency, rounding: exact))
        } catch {
            throw Refusal(.form, "The charge of \(month) is too large to compute.")
        }
    }

    /// The month, split where a signed amendment comes into force, with the price of each part.
    private func priced(_ month: DateSpan) -> [PricedSpan] {
        let edges = [start].compactMap(\.self) + signedAmendments.map(\.effective)
        var parts: [PricedSpan] = []
        var rest: DateSpan? = month
        for edge in Set(edges).sorted() + [.max] {
            guard let span = rest, let before = (edge == .max ? span : span.split(at: edge).0) else { continue }
            rest = edge == .max ? nil : span.split(at: edge).1
            guard isInForce(on: before.first), let price = terms(inForceOn: before.first)?.pricing else { continue }
            parts.append(PricedSpan(span: before, price: price))
        }
        return parts
    }
}

/// A part of a month with one price.
private struct PricedSpan {
    var span: DateSpan
    var price: PricingTerms

    /// Its exact share of the month's charge, in minor units.
    func charge(of month: DateSpan, _ volumes: [ChargedVolume]) throws(ArithmeticOverflow) -> Fraction {
        let share = try Fraction(span.dayCount) / Fraction(month.dayCount)
        let fixed = try (price.monthlyFee?.exactMinorUnits ?? .zero) * share
        guard let rate = price.unitRate, let currency = price.currency else { return fixed }
        let units = try Fraction.sum(volumes.filter { span.contains($0.span) }.map { Fraction($0.units) })
        var scale = Fraction.one
        for _ in 0..<currency.exponent { scale = try scale * 10 }
        return try fixed + Fraction(rate) * units * scale
    }
}

extension PricingTerms {
    /// The charge, no less than the minimum and no more than the maximum.
    fileprivate func bounded(_ charge: Money) throws(MoneyFault) -> Money {
        if let minimum, try charge.isLess(than: minimum) { return minimum }
        if let maximum, try maximum.isLess(than: charge) { return maximum }
        return charge
    }
}
