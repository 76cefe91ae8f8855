import Ledger
import Schema
import Views

/// An earlier moment at which a question is asked: a position, or a time.
struct AsOf: SchemaValue, Hashable {
    /// As given: digits for a position, otherwise RFC 3339.
    var text: String

    static func read(_ reader: inout JSONReader) throws(JSONFault) -> AsOf {
        let start = reader.offset
        let text = try reader.string()
        guard Int64(text) != nil || Instant(lenient: text) != nil else {
            throw JSONFault(.badValue, at: start, expected: "a position or a time as 2026-11-21T09:15:02Z")
        }
        return AsOf(text: text)
    }

    func write(_ writer: inout JSONWriter) { writer.string(text) }
    static var shape: Shape { .string(format: "position or time", pattern: nil, lengthMax: nil) }
    static var example: AsOf { AsOf(text: "48211") }
    static func random(using source: inout SplitMix64) -> AsOf { AsOf(text: "\(source.next() % 1000)") }
}
