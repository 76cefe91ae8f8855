/// Why a JSON text was refused.
///
/// Two faults are equal when code, place and path are; tests compare `code`.
public struct JSONFault: Error, Hashable, Sendable {
    /// The closed list of reasons.
    public enum Code: String, Sendable, CaseIterable {
        /// Not the grammar of RFC 8259.
        case syntax
        /// A key the message does not have.
        case unknownKey = "unknown_key"
        /// The same key twice in one object (RFC 8259 section 4 leaves it open; we refuse).
        case duplicateKey = "duplicate_key"
        /// A required key that is not there.
        case missing
        /// Of another type, or outside the values that the field takes.
        case badValue = "bad_value"
        /// A raw control character inside a string.
        case control
        /// Bytes that are not UTF-8 (RFC 8259 section 8.1).
        case utf8
        /// A `\u` surrogate without its partner.
        case surrogate
        /// Nested deeper than ``JSONReader/depthMax``.
        case depth
        /// Something follows the value.
        case trailing
        /// An integer outside ±(2^53 − 1), or text longer than the field takes.
        case range
    }

    /// What was wrong.
    public var code: Code
    /// Byte offset in the text at which it was noticed.
    public var offset: Int
    /// Keys from the outside in, joined by dots; empty at the top.
    public var path: String
    /// What the field takes, where that helps; may be empty.
    public var expected: String

    /// A fault at a byte offset.
    @inlinable
    public init(_ code: Code, at offset: Int, path: String = "", expected: String = "") {
        self.code = code
        self.offset = offset
        self.path = path
        self.expected = expected
    }

    /// The same fault seen from one object further out.
    public func under(_ key: String) -> JSONFault {
        var outer = self
        if path.isEmpty {
            outer.path = key
        } else {
            outer.path = path.hasPrefix("[") ? key + path : key + "." + path
        }
        return outer
    }
}

extension JSONFault: CustomStringConvertible {
    /// One line for a person: place, reason and what would be taken.
    public var description: String {
        let place = path.isEmpty ? "byte \(offset)" : "\(path) (byte \(offset))"
        return expected.isEmpty ? "\(place): \(sentence)" : "\(place): \(sentence), expected \(expected)"
    }

    private var sentence: String {
        switch code {
        case .syntax: "not valid JSON"
        case .unknownKey: "unknown key"
        case .duplicateKey: "duplicate key"
        case .missing: "missing"
        case .badValue: "not a value of this field"
        case .control: "raw control character in a string"
        case .utf8: "not valid UTF-8"
        case .surrogate: "lone surrogate"
        case .depth: "nested too deeply"
        case .trailing: "trailing bytes"
        case .range: "out of range"
        }
    }
}
