/// A value whose canonical spelling stands as a JSON string: dates, decimals, digests, ids.
public protocol CanonicalValue: CanonicalText, SchemaValue {
    /// What JSON Schema and faults call it.
    static var format: StaticString { get }
    /// An ECMA-262 expression over the whole spelling; none where it would not help.
    static var pattern: String? { get }
}

extension CanonicalValue {
    /// No expression.
    public static var pattern: String? { nil }

    /// Takes the canonical spelling and no other.
    @inlinable
    public static func read(_ reader: inout JSONReader) throws(JSONFault) -> Self {
        let start = reader.offset
        let bytes = try reader.plainString(expected: format)
        guard let value = Self(parsing: bytes) else {
            throw JSONFault(.badValue, at: start, expected: format.description)
        }
        return value
    }

    /// Writes the canonical spelling.
    @inlinable
    public func write(_ writer: inout JSONWriter) {
        writer.byte(0x22)
        write(into: &writer.bytes)
        writer.byte(0x22)
    }

    /// A string of this format.
    public static var shape: Shape { .string(format: format.description, pattern: pattern, lengthMax: nil) }
}

/// An identifier as a field; see ``Identifier`` for what it may hold.
public protocol Handle: Identifier, CanonicalValue {}

extension Handle {
    /// An identifier.
    public static var format: StaticString { "id" }
    /// The prefix, and what may follow.
    public static var pattern: String? { "^\(prefix)[A-Za-z0-9._/:-]+$" }
}
