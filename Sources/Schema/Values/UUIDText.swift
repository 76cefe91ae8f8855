/// A UUID in its one lowercase spelling, `01936f0e-7c1e-7a63-9c7e-1d0d6a3fb5f1` (RFC 9562 § 4).
@frozen
public struct UUIDText: CanonicalText {
    /// The first 64 bits.
    public let high: UInt64
    /// The last 64 bits.
    public let low: UInt64

    /// A UUID from its 128 bits; any version and variant.
    @inlinable
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A version 7 UUID, which sorts by time (RFC 9562 § 5.7). Pure: the caller brings time and randomness.
    ///
    /// - Parameters:
    ///   - milliseconds: since 1970-01-01T00:00:00Z; the lowest 48 bits count.
    ///   - random: 128 random bits, of which 74 are used.
    public static func version7(milliseconds: Int64, random: (UInt64, UInt64)) -> UUIDText {
        UUIDText(
            high: UInt64(bitPattern: milliseconds) << 16 | 0x7000 | random.0 & 0x0FFF,
            low: 0x8000_0000_0000_0000 | random.1 & 0x3FFF_FFFF_FFFF_FFFF)
    }

    /// Reads the 36 lowercase characters; braces, capitals and `urn:uuid:` are refused.
    @inlinable
    public init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 36, bytes[8] == Ascii.hyphen, bytes[13] == Ascii.hyphen, bytes[18] == Ascii.hyphen,
            bytes[23] == Ascii.hyphen
        else { return nil }
        let second = Hexadecimal.load(bytes, 9), fourth = Hexadecimal.load(bytes, 19)
        // xxxx-xxx → xxxxxxxx: the hyphen between the second and third group falls out.
        let middle = second & 0xFFFF_FFFF_0000_0000 | (second & 0x00FF_FFFF) << 8 | UInt64(bytes[17])
        let start = fourth & 0xFFFF_FFFF_0000_0000 | (fourth & 0x00FF_FFFF) << 8 | UInt64(bytes[27])
        guard let high = Hexadecimal.value(Hexadecimal.load(bytes, 0), middle),
            let low = Hexadecimal.value(start, Hexadecimal.load(bytes, 28))
        else { return nil }
        self.init(high: high, low: low)
    }

    /// Appends the 36 characters.
    @inlinable
    public func write(into output: inout [UInt8]) {
        Ascii.append(36, to: &output) { buffer in
            Hexadecimal.store(eightDigitsOf: high >> 32, buffer, 0)
            Hexadecimal.store(eightDigitsOf: high, buffer, 10)
            Hexadecimal.store(eightDigitsOf: low >> 32, buffer, 20)
            Hexadecimal.store(eightDigitsOf: low, buffer, 28)
            // The second and third groups make room for their hyphens: four digits move one place to the front.
            for place in 9..<13 { buffer[place] = buffer[place &+ 1] }
            for place in 19..<23 { buffer[place] = buffer[place &+ 1] }
            (buffer[8], buffer[13], buffer[18], buffer[23]) = (0x2D, 0x2D, 0x2D, 0x2D)
        }
    }

    /// A version 7 UUID of any time.
    public static func random(using generator: inout some RandomNumberGenerator) -> UUIDText {
        let milliseconds = Int64.random(in: 0..<(1 << 48), using: &generator)
        return version7(milliseconds: milliseconds, random: (generator.next(), generator.next()))
    }
}

extension UUIDText: Comparable {
    /// By bits, which is also the order of the spellings, and for version 7 that of time.
    @inlinable
    public static func < (left: UUIDText, right: UUIDText) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
