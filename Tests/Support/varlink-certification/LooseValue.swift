import Schema

/// A JSON value compared as the certification wants it: any order of keys, null like absent, fractions allowed.
///
/// Fractions are why the schema's own `JSON` does not do here.
indirect enum LooseValue: Equatable {
    case null
    case boolean(Bool)
    case number(Double)
    case string(String)
    case array([LooseValue])
    case object([String: LooseValue])

    init(parsing bytes: UnsafeBufferPointer<UInt8>) throws(JSONFault) {
        self = try JSONReader.read(bytes) { (reader) throws(JSONFault) in try LooseValue.read(&reader, bytes) }
    }

    /// A value written down in the program.
    init(_ text: String) {
        self = Array(text.utf8).withUnsafeBufferPointer { bytes in (try? LooseValue(parsing: bytes)) ?? .null }
    }

    var members: [String: LooseValue] {
        if case .object(let members) = self { members } else { [:] }
    }

    private static func read(
        _ reader: inout JSONReader, _ bytes: UnsafeBufferPointer<UInt8>
    ) throws(JSONFault) -> LooseValue {
        switch reader.peek {
        case 0x22: return .string(try reader.string())
        case 0x74, 0x66: return .boolean(try reader.boolean())
        case 0x6E:
            try reader.literal("null")
            return .null
        case 0x7B:
            var members: [String: LooseValue] = [:]
            try reader.eachMember { (reader, key, _) throws(JSONFault) in
                let value = try read(&reader, bytes)
                members[key] = value == .null ? nil : value
            }
            return .object(members)
        case 0x5B:
            var elements: [LooseValue] = []
            try reader.eachElement { (reader) throws(JSONFault) in elements.append(try read(&reader, bytes)) }
            return .array(elements)
        default:
            let start = reader.offset
            try reader.skipValue()
            return .number(Double(String(decoding: bytes[start..<reader.offset], as: UTF8.self)) ?? .nan)
        }
    }
}
