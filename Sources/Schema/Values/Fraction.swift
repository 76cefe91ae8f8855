/// An exact rational number, for every intermediate result: rounding happens once, at the end (rules: C2, C4).
///
/// Always in lowest terms with a positive denominator, so equality is that of the number. Operators throw where the
/// result needs more than 127 bits; they never round.
@frozen
public struct Fraction: Sendable, Hashable {
    /// The numerator, never `Int128.min`, so that its negation exists.
    public let numerator: Int128
    /// The denominator, at least 1.
    public let denominator: Int128

    /// Zero.
    @inlinable public static var zero: Fraction { Fraction(lowest: 0, 1) }
    /// One.
    @inlinable public static var one: Fraction { Fraction(lowest: 1, 1) }

    @inlinable @inline(__always)
    init(lowest numerator: Int128, _ denominator: Int128) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The whole number `value`.
    @inlinable
    public init(_ value: Int64) {
        self.init(lowest: Int128(value), 1)
    }

    /// The whole number `value`.
    @inlinable
    public init(_ value: Int) {
        self.init(lowest: Int128(value), 1)
    }

    /// The exact value of a decimal.
    public init(_ value: Decimal) {
        let units = Int128(value.units), power = Int128(PowersOfTen.power(value.scale))
        let common = Self.commonDivisor(units, power)
        self.init(lowest: units / common, power / common)
    }

    /// The quotient of two whole numbers.
    ///
    /// - Throws: ``ArithmeticOverflow`` for a denominator of zero, or `Int128.min` in either place.
    public init(_ numerator: Int128, over denominator: Int128) throws(ArithmeticOverflow) {
        guard denominator != 0 else { throw .divisionByZero }
        guard numerator != .min, denominator != .min else { throw .tooLarge }
        let common = Self.commonDivisor(numerator, denominator) * denominator.signum()
        self.init(lowest: numerator / common, denominator / common)
    }

    /// The greatest common divisor; of (0, n) it is n. Falls to machine words as soon as both numbers fit.
    static func commonDivisor(_ left: Int128, _ right: Int128) -> Int128 {
        var larger = left.magnitude, smaller = right.magnitude
        while smaller != 0 {
            if let high = UInt64(exactly: larger), let low = UInt64(exactly: smaller) {
                return Int128(commonDivisor(high, low))
            }
            (larger, smaller) = (smaller, larger % smaller)
        }
        return Int128(larger)
    }

    private static func commonDivisor(_ left: UInt64, _ right: UInt64) -> UInt64 {
        var larger = left, smaller = right
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }
}

extension Fraction: ExpressibleByIntegerLiteral {
    /// A whole number in a formula.
    public init(integerLiteral value: Int64) { self.init(value) }
}

extension Fraction: CustomStringConvertible {
    /// `900/11`, or `4` for a whole number.
    public var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
}

extension Fraction {
    /// A valid number; one in four is large enough to make products overflow.
    public static func random(using generator: inout some RandomNumberGenerator) -> Fraction {
        let wide = Int.random(in: 0..<4, using: &generator) == 0
        let limit: Int128 = wide ? .max : 1_000_000_000
        let numerator = Int128.random(in: -limit...limit, using: &generator)
        let denominator = Int128.random(in: 1...limit, using: &generator)
        return (try? Fraction(numerator, over: denominator)) ?? .zero
    }
}
