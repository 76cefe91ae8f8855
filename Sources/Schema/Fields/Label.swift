/// One line of descriptive text that is not about a person: a title, a legal name, a system's name.
///
/// 1 to 200 bytes, no control characters, none that turn the writing's direction, no blanks at
/// the ends. It enters history as it is and cannot be erased.
public struct Label: SchemaValue, Hashable, Comparable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// The longest label, in bytes of UTF-8.
    public static let lengthMax = 200
    /// The text.
    public let text: String

    /// A label, where the text may be one.
    public init?(_ text: String) {
        guard Label.isValid(text) else { return nil }
        self.text = text
    }

    /// A label that the programmer knows to be valid.
    public init(stringLiteral text: String) {
        precondition(Label.isValid(text), "not a label")
        self.text = text
    }

    /// Takes a string that may be a label.
    public static func read(_ reader: inout JSONReader) throws(JSONFault) -> Label {
        let start = reader.offset
        guard let label = Label(try reader.string()) else {
            throw JSONFault(.badValue, at: start, expected: "one line of 1 to \(lengthMax) bytes")
        }
        return label
    }

    /// Writes the text.
    public func write(_ writer: inout JSONWriter) { writer.string(text) }

    /// One line of text.
    public static var shape: Shape {
        .string(format: "label", pattern: "^[^\\u0000-\\u001f\\u007f]+$", lengthMax: lengthMax)
    }
    /// A few words.
    public static var example: Label { "Customer support" }
    /// Words of several scripts.
    public static func random(using source: inout SplitMix64) -> Label {
        let words = ["Support", "Zürich", "東京", "\"quoted\"", "back\\slash", "R&D", "👩‍💻"]
        let count = Int.random(in: 1...3, using: &source)
        let text = (0..<count).map { _ in words.randomElement(using: &source) ?? "x" }.joined(separator: " ")
        return Label(text) ?? example
    }

    /// The text.
    public var description: String { text }
    /// By the text's scalars.
    public static func < (left: Label, right: Label) -> Bool { left.text < right.text }

    private static func isValid(_ text: String) -> Bool {
        var text = text
        let plain = text.withUTF8(isPlain)
        return plain ?? isValidBeyondASCII(text)
    }

    /// Whether ASCII bytes are a label; none where there are others, which take a look at each scalar's properties.
    private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool? {
        var hasControl = false
        for byte in bytes {
            guard byte < 0x80 else { return nil }
            if byte < 0x20 || byte == 0x7F { hasControl = true }
        }
        guard let first = bytes.first, let last = bytes.last, bytes.count <= lengthMax else { return false }
        return !hasControl && first != 0x20 && last != 0x20
    }

    private static func isValidBeyondASCII(_ text: String) -> Bool {
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, text.utf8.count <= lengthMax else { return false }
        guard !first.properties.isWhitespace, !last.properties.isWhitespace else { return false }
        return !scalars.contains {
            $0.properties.generalCategory == .control || isMisleading($0.value)
        }
    }

    /// Line separators, and what turns the direction of writing or is not seen: a title must read as it is written.
    /// Joiners stay, scripts and pictures need them.
    private static func isMisleading(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2028, 0x2029, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false  // not a domain enum
        }
    }
}
