/// Free text that can be erased for a lawful reason: a reason, a note, a rationale.
///
/// In a request it is plain; on the way in the reader's ``JSONReader/sealing`` turns it into a salted digest, and only
/// that enters the domain and history. The text itself stands beside the log.
public struct Text: SchemaValue, Hashable {
    /// The longest text, in bytes of UTF-8.
    public static let lengthMax = 20_000
    /// SHA-256 over salt and text.
    public let digest: Digest

    /// A sealed text.
    public init(digest: Digest) { self.digest = digest }

    /// Takes plain text from a request, or a digest from history.
    public static func read(_ reader: inout JSONReader) throws(JSONFault) -> Text {
        guard let sealing = reader.sealing else { return Text(digest: try Digest.read(&reader)) }
        let start = reader.offset
        let text = try reader.string()
        guard !text.isEmpty, text.utf8.count <= lengthMax else {
            throw JSONFault(.range, at: start, expected: "1 to \(lengthMax) bytes of text")
        }
        return Text(digest: sealing(text))
    }

    /// Writes the digest, or a mere mark where texts are left out.
    public func write(_ writer: inout JSONWriter) {
        if writer.omitsTexts { writer.raw("\"\"") } else { digest.write(&writer) }
    }

    /// Text in requests, its digest in events.
    public static var shape: Shape { .string(format: "text", pattern: nil, lengthMax: lengthMax) }
    /// A digest.
    public static var example: Text { Text(digest: Digest.example) }
    /// Any digest.
    public static func random(using source: inout SplitMix64) -> Text { Text(digest: Digest.random(using: &source)) }
}
