import Ledger
import Schema

/// Whether a body is one JSON object, as `record.md` has it: RFC 8259, no member twice, nested at most 32 deep.
///
/// Asked only where the domain could not read a body: whatever it reads is one.
enum BodyForm {
    /// What is wrong with an event's body. Of a row with a value of another type than its column's that is all that
    /// is said.
    static func fault(_ row: borrowing EventRow) -> LedgerFault? {
        guard row.mistypedColumn == nil else { return nil }
        let bytes = row.body
        let found = reason(UnsafeBufferPointer(start: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
                                               count: bytes.count))
        return found.map { reason in
            LedgerFault(.body, at: row.position, "column body", expected: "a JSON object", found: reason)
        }
    }

    private static func reason(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        do throws(JSONFault) {
            try JSONReader.read(bytes) { (reader) throws(JSONFault) in
                guard reader.peek == 0x7B else { throw JSONFault(.badValue, at: reader.offset, expected: "an object") }
                try skip(&reader)
            }
            return nil
        } catch {
            return error.description
        }
    }

    /// Members are told apart by their bytes: two that only look the same are two.
    private static func skip(_ reader: inout JSONReader) throws(JSONFault) {
        switch reader.peek {
        case 0x7B:
            var names = Set<[UInt8]>()
            try reader.eachMember { (reader, name, at) throws(JSONFault) in
                guard names.insert(Array(name.utf8)).inserted else { throw JSONFault(.duplicateKey, at: at) }
                try skip(&reader)
            }
        case 0x5B: try reader.eachElement { (reader) throws(JSONFault) in try skip(&reader) }
        default: try reader.skipValue()
        }
    }
}
