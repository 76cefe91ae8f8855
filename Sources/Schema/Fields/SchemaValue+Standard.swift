extension Bool: SchemaValue {
    /// Takes `true` or `false`.
    @inlinable
    public static func read(_ reader: inout JSONReader) throws(JSONFault) -> Bool { try reader.boolean() }
    /// Writes the literal.
    @inlinable
    public func write(_ writer: inout JSONWriter) {
        if self { writer.raw("true") } else { writer.raw("false") }
    }
    /// A boolean.
    public static var shape: Shape { .boolean }
    /// `true`.
    public static var example: Bool { true }
    /// Either.
    public static func random(using source: inout SplitMix64) -> Bool { source.next() & 1 == 0 }
}

extension Int64: SchemaValue {
    /// Takes an integer within ±(2^53 − 1).
    @inlinable
    public static func read(_ reader: inout JSONReader) throws(JSONFault) -> Int64 { try reader.integer() }
    /// Writes the digits.
    @inlinable
    public func write(_ writer: inout JSONWriter) { writer.integer(self) }
    /// An exact integer.
    public static var shape: Shape { .integer }
    /// One.
    public static var example: Int64 { 1 }
    /// Small ones and the edges.
    public static func random(using source: inout SplitMix64) -> Int64 {
        let edges: [Int64] = [0, 1, -1, JSONReader.integerMax, -JSONReader.integerMax]
        return source.next() & 1 == 0
            ? Int64.random(in: -1_000_000...1_000_000, using: &source)
            : edges.randomElement(using: &source) ?? 0
    }
}

extension Optional: SchemaValue where Wrapped: SchemaValue {
    /// Takes the value, or `null` for none.
    @inlinable
    public static func read(_ reader: inout JSONReader) throws(JSONFault) -> Wrapped? {
        guard reader.peek == 0x6E else { return try Wrapped.read(&reader) }
        try reader.literal("null")
        return nil
    }
    /// Writes the value; `null` only inside a list.
    @inlinable
    public func write(_ writer: inout JSONWriter) {
        if let value = self { value.write(&writer) } else { writer.raw("null") }
    }
    /// The wrapped shape, which may be absent.
    public static var shape: Shape { .optional(Wrapped.shape) }
    /// The wrapped example.
    public static var example: Wrapped? { Wrapped.example }
    /// A value or none.
    public static func random(using source: inout SplitMix64) -> Wrapped? {
        Int.random(in: 0..<4, using: &source) == 0 ? nil : Wrapped.random(using: &source)
    }
    /// A missing key is none.
    @inlinable
    public static func absent(at offset: Int) throws(JSONFault) -> Wrapped? { nil }
    /// None is left out.
    @inlinable public var isAbsent: Bool {
        if case .none = self { true } else { false }
    }
}

extension Array: SchemaValue where Element: SchemaValue {
    /// Takes an array.
    @inlinable
    public static func read(_ reader: inout JSONReader) throws(JSONFault) -> [Element] {
        var elements: [Element] = []
        try reader.eachElement { (reader) throws(JSONFault) in
            do throws(JSONFault) {
                elements.append(try Element.read(&reader))
            } catch {
                throw error.under("[\(elements.count)]")
            }
        }
        return elements
    }
    /// Writes an array.
    @inlinable
    public func write(_ writer: inout JSONWriter) {
        writer.byte(0x5B)
        var first = true
        for element in self {
            if first { first = false } else { writer.byte(0x2C) }
            element.write(&writer)
        }
        writer.byte(0x5D)
    }
    /// A list of the element's shape.
    public static var shape: Shape { .array(Element.shape) }
    /// One example.
    public static var example: [Element] { [Element.example] }
    /// Up to three elements.
    public static func random(using source: inout SplitMix64) -> [Element] {
        (0..<Int.random(in: 0...3, using: &source)).map { _ in Element.random(using: &source) }
    }
    /// A missing key is an empty list.
    @inlinable
    public static func absent(at offset: Int) throws(JSONFault) -> [Element] { [] }
    /// A list.
    @inlinable public static var isList: Bool { true }
    /// An empty list is left out.
    @inlinable public var isAbsent: Bool { isEmpty }
}

extension String: SchemaValue {
    /// Takes any string.
    @inlinable
    public static func read(_ reader: inout JSONReader) throws(JSONFault) -> String { try reader.string() }
    /// Writes it escaped.
    @inlinable
    public func write(_ writer: inout JSONWriter) { writer.string(self) }
    /// A string without rules.
    public static var shape: Shape { .text }
    /// A word.
    public static var example: String { "text" }
    /// Words with what needs escaping among them.
    public static func random(using source: inout SplitMix64) -> String {
        let pieces = ["a", "Zürich", "\"", "\\", "\n", "\u{1}", "東京", "👩‍💻", "/", " ", "é"]
        return (0..<Int.random(in: 0...6, using: &source))
            .map { _ in pieces.randomElement(using: &source) ?? "" }.joined()
    }
}
