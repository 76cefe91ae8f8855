public import Schema

/// An exact result as it stands in history: `95`, `900/11`, in lowest terms. Never rounded (C4).
public struct ExactNumber: CanonicalValue, Comparable {
    /// The number.
    public let fraction: Fraction

    /// Wraps a result.
    public init(_ fraction: Fraction) { self.fraction = fraction }

    /// What faults call it.
    public static var format: StaticString { "exact" }
    /// A whole number, or two with a stroke between.
    public static var pattern: String? { "^-?(0|[1-9][0-9]*)(/[1-9][0-9]*)?$" }
    /// Two thirds.
    public static var example: ExactNumber { ExactNumber((try? Fraction(2, over: 3)) ?? .zero) }

    /// Takes lowest terms and no other.
    public init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
        let text = String(decoding: bytes, as: UTF8.self)
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, let numerator = Int128(first) else { return nil }
        let denominator = parts.count == 2 ? Int128(parts[1]) : 1
        guard let denominator, denominator > 0, let fraction = try? Fraction(numerator, over: denominator),
            fraction.description == text
        else { return nil }
        self.fraction = fraction
    }

    /// Appends the number.
    public func write(into output: inout [UInt8]) { output += Array(fraction.description.utf8) }

    /// Any fraction.
    public static func random(using source: inout SplitMix64) -> ExactNumber {
        ExactNumber(Fraction.random(using: &source))
    }

    /// By number.
    public static func < (left: ExactNumber, right: ExactNumber) -> Bool { left.fraction < right.fraction }

    /// With at most two digits after the point, half-even; for people only.
    public var shown: String { (try? fraction.decimal(places: 2))?.description ?? description }
}
