import Lifecycle
import Schema

/// A stream's name as a parameter: `engagement/ENG-2026-0042`, `provider/PRV-ALPHA`, `governance`.
struct StreamName: SchemaValue, Hashable {
    /// The stream.
    var stream: StreamID

    static func read(_ reader: inout JSONReader) throws(JSONFault) -> StreamName {
        let start = reader.offset
        guard let stream = StreamID(name: try reader.string()) else {
            throw JSONFault(.badValue, at: start, expected: "engagement/ID, provider/ID or governance")
        }
        return StreamName(stream: stream)
    }

    func write(_ writer: inout JSONWriter) { writer.string(stream.name) }
    static var shape: Shape { .string(format: "stream", pattern: nil, lengthMax: nil) }
    static var example: StreamName { StreamName(stream: .engagement(.example)) }
    static func random(using source: inout SplitMix64) -> StreamName {
        StreamName(stream: .engagement(.random(using: &source)))
    }
}
