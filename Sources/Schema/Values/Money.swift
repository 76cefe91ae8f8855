/// An amount of money: a whole number of minor units of its currency (rule: C1).
@frozen
public struct Money: Hashable, Sendable {
    /// The currency.
    public let currency: Currency
    /// The amount in minor units, between −2^53 and 2^53, both excluded: every JSON reader holds it exactly.
    public let minorUnits: Int64

    /// The first magnitude refused, 2^53 minor units.
    @inlinable public static var limit: Int64 { 1 << 53 }

    /// An amount in minor units; `nil` beyond ±2^53.
    @inlinable
    public init?(_ currency: Currency, minorUnits: Int64) {
        guard minorUnits.magnitude < UInt64(Self.limit) else { return nil }
        self.currency = currency
        self.minorUnits = minorUnits
    }

    /// The amount of nothing.
    public static func zero(_ currency: Currency) -> Money { Money(unchecked: currency, 0) }

    /// Rounds an exact number of minor units, half to even. To be done once, to a total (rule: C2).
    ///
    /// - Throws: ``MoneyFault/overflow``.
    public init(_ currency: Currency, rounding minorUnits: Fraction) throws(MoneyFault) {
        guard let rounded = Int64(exactly: minorUnits.roundedHalfEven()),
            let money = Money(currency, minorUnits: rounded)
        else { throw .overflow }
        self = money
    }

    /// An amount in whole units, `12.5` EUR; `nil` if the currency has no such minor unit, or beyond the limit.
    public init?(_ currency: Currency, exactly amount: Decimal) {
        let missing = currency.exponent - Int(amount.scale)
        guard missing >= 0 else { return nil }
        let (units, overflow) = amount.units.multipliedReportingOverflow(by: PowersOfTen.power(UInt8(missing)))
        guard !overflow else { return nil }
        self.init(currency, minorUnits: units)
    }

    init(unchecked currency: Currency, _ minorUnits: Int64) {
        self.currency = currency
        self.minorUnits = minorUnits
    }

    /// The amount in whole units, exactly.
    public var amount: Decimal { Decimal(units: minorUnits, scale: UInt8(currency.exponent)) ?? .zero }

    /// The exact number of minor units, to compute with.
    public var exactMinorUnits: Fraction { Fraction(minorUnits) }

    /// The sign: −1, 0 or 1.
    public var signum: Int { Int(minorUnits.signum()) }
}

/// Why two amounts cannot be put together, or a result is no amount.
public enum MoneyFault: Error, Hashable, Sendable {
    /// Amounts of two currencies; nothing here converts.
    case currencyMismatch(expected: Currency, found: Currency)
    /// The result is 2^53 minor units or more, or its exact value could not be computed.
    case overflow
}

extension Money {
    /// A valid amount, often zero, negative, or the largest.
    public static func random(using generator: inout some RandomNumberGenerator) -> Money {
        let currency = Currency.random(using: &generator)
        let limit: Int64 = Bool.random(using: &generator) ? limit : 100_000_000
        let units =
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: Int64(0)
            case 1: limit - 1
            case 2: 1 - limit
            default: Int64.random(in: (1 - limit)..<limit, using: &generator)
            }
        return Money(unchecked: currency, units)
    }
}
