/// A JSON object kept byte for byte: the stored body of an event on its way to a reader.
///
/// Bodies are hashed as they stand; whoever passes one on must not spell it anew.
public struct VerbatimObject: SchemaValue, Hashable {
    /// The object's text.
    public let bytes: [UInt8]

    /// Wraps a text known to be a JSON object, as the ledger's bodies are.
    public init(validated bytes: [UInt8]) { self.bytes = bytes }

    /// Takes an object, checking its grammar, and keeps its text.
    public static func read(_ reader: inout JSONReader) throws(JSONFault) -> VerbatimObject {
        guard reader.peek == 0x7B else { throw JSONFault(.badValue, at: reader.offset, expected: "an object") }
        let start = reader.offset
        try reader.skipValue()
        return VerbatimObject(validated: reader.text(since: start))
    }

    /// Writes the text as it was.
    public func write(_ writer: inout JSONWriter) {
        if bytes.isEmpty { writer.raw("{}") } else { writer.bytes.append(contentsOf: bytes) }
    }

    /// Any object.
    public static var shape: Shape { .anything }
    /// An empty object.
    public static var example: VerbatimObject { VerbatimObject(validated: Array("{}".utf8)) }
    /// A small object.
    public static func random(using source: inout SplitMix64) -> VerbatimObject {
        VerbatimObject(validated: JSONWriter.encode(JSON.random(using: &source)))
    }
}

extension JSONReader {
    /// The bytes from an earlier offset up to here.
    fileprivate func text(since start: Int) -> [UInt8] {
        Array(UnsafeBufferPointer(start: base + start, count: offset - start))
    }
}
