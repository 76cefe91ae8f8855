/// A currency in which an amount can be owed: an ISO 4217 code and the digits of its minor unit (rule: C1).
@frozen
public struct Currency: CanonicalText {
    /// The three letters, one per byte, first letter highest; the lowest byte is ``exponent``.
    @usableFromInline let packed: UInt32

    @inlinable @inline(__always)
    init(packed: UInt32) { self.packed = packed }

    /// How many decimal digits the minor unit has: JPY 0, EUR 2, KWD 3, CLF 4.
    @inlinable public var exponent: Int { Int(packed & 0xFF) }

    /// How many minor units make one: JPY 1, EUR 100, KWD 1,000.
    @inlinable public var minorUnitsPerUnit: Int64 { PowersOfTen.power(UInt8(truncatingIfNeeded: packed)) }

    /// The three letters.
    public var code: String { description }

    /// Reads three capital letters that are in the table of ``CurrencyTable``.
    @inlinable
    public init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 3 else { return nil }
        let index = CurrencyTable.index(bytes[0], bytes[1], bytes[2])
        guard index >= 0 else { return nil }
        let exponent = CurrencyTable.exponents[index]
        guard exponent != CurrencyTable.unknown else { return nil }
        let letters = UInt32(bytes[0]) << 24 | UInt32(bytes[1]) << 16 | UInt32(bytes[2]) << 8
        self.init(packed: letters | UInt32(exponent))
    }

    /// Appends the three letters.
    @inlinable
    public func write(into output: inout [UInt8]) {
        output.append(UInt8(truncatingIfNeeded: packed >> 24))
        output.append(UInt8(truncatingIfNeeded: packed >> 16))
        output.append(UInt8(truncatingIfNeeded: packed >> 8))
    }

    /// Every currency known, by code.
    public static var all: [Currency] { CurrencyTable.all }
}

extension Currency: Comparable {
    /// By code.
    @inlinable
    public static func < (left: Currency, right: Currency) -> Bool { left.packed < right.packed }
}

extension Currency {
    /// Any currency; half of the time one whose minor unit is not a hundredth.
    public static func random(using generator: inout some RandomNumberGenerator) -> Currency {
        let odd = Bool.random(using: &generator)
        let candidates = odd ? all.filter { $0.exponent != 2 } : all
        return candidates[Int.random(in: 0..<candidates.count, using: &generator)]
    }
}
