/// A closed set of words: an enum whose raw values are its wire names, in snake_case.
public protocol Choice: SchemaValue, RawRepresentable, CaseIterable, Hashable where RawValue == String {
    /// The name in JSON Schema and Varlink IDL.
    static var typeName: String { get }
}

extension Choice {
    /// The Swift type's name.
    public static var typeName: String { String(describing: Self.self) }

    /// Takes one of the words.
    public static func read(_ reader: inout JSONReader) throws(JSONFault) -> Self {
        let start = reader.offset
        guard let value = Self(rawValue: try reader.string()) else {
            throw JSONFault(.badValue, at: start, expected: "one of " + words.joined(separator: ", "))
        }
        return value
    }

    /// Writes the word.
    public func write(_ writer: inout JSONWriter) { writer.string(rawValue) }

    /// The closed list.
    public static var shape: Shape { .choice(name: typeName, values: words) }

    /// The first word.
    public static var example: Self { allCases[allCases.startIndex] }

    /// Any of the words.
    public static func random(using source: inout SplitMix64) -> Self {
        allCases.randomElement(using: &source) ?? example
    }

    /// What a person types and reads: hyphens for underscores.
    public var shown: String {
        let word = rawValue
        guard word.utf8.contains(0x5F) else { return word }
        return String(decoding: word.utf8.map { $0 == 0x5F ? 0x2D : $0 }, as: UTF8.self)
    }

    private static var words: [String] { allCases.map(\.rawValue) }
}
