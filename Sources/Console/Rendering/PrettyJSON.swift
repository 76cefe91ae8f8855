internal import Schema

/// JSON with two blanks a level, for reading.
enum PrettyJSON {
    static func text(_ json: JSON, _ depth: Int = 0) -> String {
        let blanks = String(repeating: "  ", count: depth + 1), end = String(repeating: "  ", count: depth)
        switch json {
        case .object(let members) where !members.isEmpty:
            let lines = members.map { blanks + JSON.string($0.key).encoded + ": " + text($0.value, depth + 1) }
            return "{\n" + lines.joined(separator: ",\n") + "\n" + end + "}"
        case .array(let elements) where !elements.isEmpty:
            return "[\n" + elements.map { blanks + text($0, depth + 1) }.joined(separator: ",\n") + "\n" + end + "]"
        case .object, .array, .string, .integer, .boolean, .null: return json.encoded
        }
    }

    /// One value in a line, as a table's cell: strings without quotes.
    static func cell(_ json: JSON?) -> String {
        switch json {
        case nil, .null: ""
        case .string(let text): text
        case .array(let elements) where elements.allSatisfy({ $0.isPlain || money($0) != nil }):
            elements.map { cell($0) }.joined(separator: ", ")
        case .object, .array, .integer, .boolean: json.flatMap(money) ?? json?.encoded ?? ""
        }
    }

    /// Money as people write it.
    private static func money(_ json: JSON) -> String? {
        guard case .object(let members) = json, members.count == 2 else { return nil }
        return (try? Money.decode(JSONWriter.encode(json)))?.formatted
    }
}

extension JSON {
    /// Whether it holds no other values.
    fileprivate var isPlain: Bool {
        switch self {
        case .string, .integer, .boolean, .null: true
        case .object, .array: false
        }
    }

    /// A word of the wire as people read it.
    var shown: String { MessageField.shown(text ?? "") }
}
