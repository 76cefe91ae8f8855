/// An exact decimal number of at most 18 significant digits: a measured value, a rate, a weight (rule: C1).
///
/// Each number has one representation, without trailing zeros, so equality and hashing are those of the number.
@frozen
public struct Decimal: CanonicalText {
    /// The digits, as a whole number: the value is `units` / 10^`scale`.
    public let units: Int64
    /// The number of digits after the point, 0…18.
    public let scale: UInt8

    /// Zero.
    @inlinable public static var zero: Decimal { Decimal(canonicalUnits: 0, scale: 0) }
    /// The first number too large for `units`: 10¹⁸.
    @inlinable public static var unitsLimit: Int64 { 1_000_000_000_000_000_000 }

    @inlinable @inline(__always)
    init(canonicalUnits units: Int64, scale: UInt8) {
        self.units = units
        self.scale = scale
    }

    /// The number `units` / 10^`scale`; `nil` if that has more than 18 digits, or more than 18 after the point.
    public init?(units: Int64, scale: UInt8 = 0) {
        var units = units, scale = scale
        while scale > 0, units.isMultiple(of: 10) {
            if units == 0 { scale = 0; break }
            units /= 10
            scale -= 1
        }
        guard units.magnitude < UInt64(Self.unitsLimit), scale <= 18 else { return nil }
        self.init(canonicalUnits: units, scale: scale)
    }

    /// The sign: −1, 0 or 1.
    @inlinable public var signum: Int { Int(units.signum()) }
}

extension Decimal: Comparable {
    /// Exact across scales: 10¹⁸ × 10¹⁸ still fits 128 bits (rule: C4).
    @inlinable
    public static func < (left: Decimal, right: Decimal) -> Bool {
        if left.scale == right.scale { return left.units < right.units }
        return left.scaled(to: right.scale) < right.scaled(to: left.scale)
    }

    /// The units this number would have with `other` more digits after the point.
    @inlinable
    func scaled(to other: UInt8) -> Int128 {
        other > scale ? Int128(units) * Int128(PowersOfTen.power(other - scale)) : Int128(units)
    }
}

extension Decimal {
    /// A valid number, often at an edge: zero, the largest, the smallest scale.
    public static func random(using generator: inout some RandomNumberGenerator) -> Decimal {
        let digits = Int.random(in: 0...18, using: &generator)
        let limit = digits == 18 ? unitsLimit : PowersOfTen.power(UInt8(digits))
        let edge = Int.random(in: 0..<8, using: &generator) == 0
        let units = edge ? limit - 1 : Int64.random(in: 0..<limit, using: &generator)
        let scale = Bool.random(using: &generator) ? 0 : UInt8.random(in: 0...18, using: &generator)
        return Decimal(units: Bool.random(using: &generator) ? units : -units, scale: scale) ?? .zero
    }
}
