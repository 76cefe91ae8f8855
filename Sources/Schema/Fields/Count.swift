/// How many: 0 to 2^53 − 1.
public struct Count: SchemaValue, Hashable, Comparable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    /// The number.
    public let value: Int64

    /// A count, where the number may be one.
    public init?(_ value: Int64) {
        guard value >= 0, value <= JSONReader.integerMax else { return nil }
        self.value = value
    }

    /// A count that the programmer knows to be valid.
    public init(integerLiteral value: Int64) {
        precondition(value >= 0 && value <= JSONReader.integerMax, "not a count")
        self.value = value
    }

    /// Takes an integer that is not negative.
    public static func read(_ reader: inout JSONReader) throws(JSONFault) -> Count {
        let start = reader.offset
        guard let count = Count(try reader.integer()) else {
            throw JSONFault(.range, at: start, expected: "0 or more")
        }
        return count
    }

    /// Writes the digits.
    public func write(_ writer: inout JSONWriter) { writer.integer(value) }
    /// An integer from 0.
    public static var shape: Shape { .integer(min: 0, max: JSONReader.integerMax) }
    /// 30.
    public static var example: Count { 30 }
    /// Small ones and the edges.
    public static func random(using source: inout SplitMix64) -> Count {
        switch Int.random(in: 0..<6, using: &source) {
        case 0: 0
        case 1: Count(JSONReader.integerMax) ?? 0
        default: Count(Int64.random(in: 0...100_000, using: &source)) ?? 0
        }
    }
    /// The digits.
    public var description: String { String(value) }
    /// By number.
    public static func < (left: Count, right: Count) -> Bool { left.value < right.value }
}
