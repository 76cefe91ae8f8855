/// A handle that people and systems name things by: `[A-Za-z0-9._/:-]+`, at most 64 bytes.
///
/// Identifiers stand in the ledger's text records, where a newline or space would forge a line; hence the small set.
/// A conforming type wraps a string and may ask for a prefix, as in `ENG-2026-0042` or `p-7f3a`.
public protocol Identifier: CanonicalText, Comparable, RawRepresentable where RawValue == String {
    /// What every such identifier starts with; something must follow. Empty for no rule.
    static var prefix: StaticString { get }

    /// Wraps a string that has been found valid. Only ``IdentifierText`` should call this.
    init(validated rawValue: String)
}

extension Identifier {
    /// No rule.
    public static var prefix: StaticString { "" }

    /// Wraps a string if it is a valid identifier of this type.
    @inlinable
    public init?(rawValue: String) { self.init(rawValue) }

    /// Reads an identifier; it is checked before a string is made of it.
    @inlinable
    public init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
        guard IdentifierText.isValid(bytes, prefix: Self.prefix) else { return nil }
        self.init(validated: String(decoding: bytes, as: UTF8.self))
    }

    /// Appends the identifier.
    @inlinable
    public func write(into output: inout [UInt8]) { output.append(contentsOf: rawValue.utf8) }

    /// The identifier.
    public var description: String { rawValue }

    /// By bytes, the same on every machine.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// A valid identifier, sometimes of the shortest or the greatest length.
    public static func random(using generator: inout some RandomNumberGenerator) -> Self {
        let start = prefix.withUTF8Buffer { Array($0) }
        let room = IdentifierText.lengthLimit - start.count
        let edge = Int.random(in: 0..<8, using: &generator)
        let count = edge == 0 ? room : edge == 1 ? 1 : Int.random(in: 1...min(room, 12), using: &generator)
        let rest = (0..<count).map { _ in IdentifierText.alphabet.randomElement(using: &generator) ?? 0x30 }
        return Self(validated: String(decoding: start + rest, as: UTF8.self))
    }
}

/// The rule of ``Identifier``, on bytes.
public enum IdentifierText {
    /// The longest identifier, in bytes.
    public static let lengthLimit = 64

    /// The bytes allowed, in order.
    static let alphabet: [UInt8] = (0..<128).filter(isAllowed)

    /// Whether `bytes` are an identifier that starts with `prefix` and goes on after it. Allocates nothing.
    @inlinable
    public static func isValid(_ bytes: UnsafeBufferPointer<UInt8>, prefix: StaticString = "") -> Bool {
        guard bytes.count > prefix.utf8CodeUnitCount, bytes.count <= 64 else { return false }
        for index in 0..<prefix.utf8CodeUnitCount where bytes[index] != prefix.utf8Start[index] { return false }
        for byte in bytes where !isAllowed(byte) { return false }
        return true
    }

    /// Whether `byte` is one of `A-Z a-z 0-9 . _ / : -`, by two words of bits.
    @inlinable
    @inline(__always)
    public static func isAllowed(_ byte: UInt8) -> Bool {
        let low: UInt64 = 0x07FF_E000_0000_0000, high: UInt64 = 0x07FF_FFFE_87FF_FFFE
        guard byte < 128 else { return false }
        return (byte < 64 ? low : high) >> UInt64(byte & 63) & 1 == 1
    }
}
