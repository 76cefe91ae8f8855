internal import Schema

/// The envelope of a reply: `{parameters?, continues?}` or `{error, parameters?}` (varlink.org, Method Reply).
///
/// Unknown keys are ignored, as replies may grow.
struct ReplyEnvelope {
    var parameters: [UInt8] = Array("{}".utf8)
    var continues = false
    var error: String?

    init(parsing frame: [UInt8]) throws(JSONFault) {
        self = try frame.withUnsafeBufferPointer { (bytes) throws(JSONFault) -> ReplyEnvelope in
            try JSONReader.read(bytes) { (reader) throws(JSONFault) -> ReplyEnvelope in
                var envelope = ReplyEnvelope()
                try reader.eachMember { (reader, key, _) throws(JSONFault) in
                    try envelope.take(key, &reader, bytes)
                }
                return envelope
            }
        }
    }

    private init() {}

    private mutating func take(
        _ key: String, _ reader: inout JSONReader, _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(JSONFault) {
        switch key {
        case "parameters":
            let start = reader.offset
            guard reader.peek != 0x6E else { return try reader.literal("null") }
            guard reader.peek == 0x7B else { throw JSONFault(.badValue, at: start, path: key, expected: "an object") }
            try reader.skimValue()
            parameters = Array(bytes[start..<reader.offset])
        case "continues": continues = try Bool?.read(&reader) ?? false
        case "error": error = try String?.read(&reader)
        default: try reader.skipValue()
        }
    }
}
