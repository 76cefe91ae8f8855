/// A JSON value whose shape is not known beforehand: what a console renders and a diff compares.
///
/// Object members keep their order. Numbers that are not integers within ±(2^53 − 1) are refused, as everywhere.
public indirect enum JSON: Hashable, Sendable {
    /// The literal `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// An exact integer.
    case integer(Int64)
    /// A string, decoded.
    case string(String)
    /// An array.
    case array([JSON])
    /// An object, members in order of appearance.
    case object([Member])

    /// One member of an object.
    public struct Member: Hashable, Sendable {
        /// The key.
        public var key: String
        /// The value.
        public var value: JSON

        /// A member.
        public init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
        }
    }

    /// Parses a whole text.
    public init(parsing bytes: [UInt8]) throws(JSONFault) {
        self = try JSON.decode(bytes)
    }

    /// The value under a key, where this is an object that has it.
    public subscript(_ key: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The string, where this is one.
    public var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The integer, where this is one.
    public var number: Int64? {
        if case .integer(let number) = self { number } else { nil }
    }

    /// The elements, where this is an array; otherwise none.
    public var elements: [JSON] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// The members, where this is an object; otherwise none.
    public var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    /// The value as a JSON text.
    public var encoded: String { String(decoding: JSONWriter.encode(self), as: UTF8.self) }
}

extension JSON: SchemaValue {
    /// Takes any value.
    public static func read(_ reader: inout JSONReader) throws(JSONFault) -> JSON {
        switch reader.peek {
        case 0x22: return .string(try reader.string())
        case 0x7B: return .object(try readMembers(&reader))
        case 0x5B:
            var elements: [JSON] = []
            try reader.eachElement { (reader) throws(JSONFault) in elements.append(try read(&reader)) }
            return .array(elements)
        case 0x74, 0x66: return .boolean(try reader.boolean())
        case 0x6E:
            try reader.literal("null")
            return .null
        default: return .integer(try reader.integer())
        }
    }

    private static func readMembers(_ reader: inout JSONReader) throws(JSONFault) -> [Member] {
        var members: [Member] = []
        var keys = Set<String>()
        try reader.eachMember { (reader, key, at) throws(JSONFault) in
            guard keys.insert(key).inserted else { throw JSONFault(.duplicateKey, at: at, path: key) }
            members.append(Member(key, try read(&reader)))
        }
        return members
    }

    /// Writes the value without white space.
    public func write(_ writer: inout JSONWriter) {
        switch self {
        case .null: writer.raw("null")
        case .boolean(let value): value.write(&writer)
        case .integer(let value): writer.integer(value)
        case .string(let text): writer.string(text)
        case .array(let elements): elements.write(&writer)
        case .object(let members):
            writer.byte(0x7B)
            for (index, member) in members.enumerated() {
                if index > 0 { writer.byte(0x2C) }
                writer.string(member.key)
                writer.byte(0x3A)
                member.value.write(&writer)
            }
            writer.byte(0x7D)
        }
    }

    /// Anything; Varlink calls it `object`.
    public static var shape: Shape { .anything }

    /// An empty object.
    public static var example: JSON { .object([]) }

    /// A small object.
    public static func random(using source: inout SplitMix64) -> JSON {
        .object([Member("n", .integer(Int64.random(in: 0...99, using: &source)))])
    }
}
