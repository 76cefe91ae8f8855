/// A value that may stand in a message: it reads and writes itself and says what it looks like.
///
/// Everything about a field follows from its type and its place in the message's field list: decoding, encoding,
/// JSON Schema, Varlink IDL, documentation, an example and random values for tests.
public protocol SchemaValue: Sendable {
    /// Takes the value from where the reader stands.
    static func read(_ reader: inout JSONReader) throws(JSONFault) -> Self
    /// Writes the value canonically.
    func write(_ writer: inout JSONWriter)
    /// What it looks like on the wire.
    static var shape: Shape { get }
    /// A value that documentation may show.
    static var example: Self { get }
    /// A valid value; edges more often than chance would have them.
    static func random(using source: inout SplitMix64) -> Self
    /// What a missing key means; a fault, except for optionals and lists.
    static func absent(at offset: Int) throws(JSONFault) -> Self
    /// Whether the canonical text leaves the key out.
    var isAbsent: Bool { get }
    /// Whether it is a list, whose absence is emptiness.
    static var isList: Bool { get }
}

extension SchemaValue {
    /// A missing key is a fault.
    @inlinable
    public static func absent(at offset: Int) throws(JSONFault) -> Self { throw JSONFault(.missing, at: offset) }

    /// Most values are none.
    @inlinable public static var isList: Bool { false }

    /// The key is always written.
    @inlinable public var isAbsent: Bool { false }

    /// Decodes a whole JSON text.
    ///
    /// - Parameter sealing: turns the plain texts of a request into digests.
    @inlinable
    public static func decode(
        _ bytes: [UInt8], sealing: ((String) -> Digest)? = nil
    ) throws(JSONFault) -> Self {
        try bytes.withUnsafeBufferPointer { (buffer) throws(JSONFault) -> Self in
            try decode(buffer, sealing: sealing)
        }
    }

    /// Decodes a whole JSON text without copying it.
    @inlinable
    public static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, sealing: ((String) -> Digest)? = nil
    ) throws(JSONFault) -> Self {
        try JSONReader.read(bytes) { (reader) throws(JSONFault) -> Self in
            reader.sealing = sealing
            return try Self.read(&reader)
        }
    }
}
