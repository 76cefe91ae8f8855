/// Draws JSON Schema (draft 2020-12) from shapes.
public enum JSONSchema {
    /// The schema of a message, as a document of its own.
    ///
    /// - Parameters:
    ///   - id: the `$id`, a stable name.
    ///   - title: the wire name.
    ///   - about: what the message records or asks.
    public static func document(id: String, title: String, about: String, shape: Shape) -> JSON {
        var members: [JSON.Member] = [
            .init("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            .init("$id", .string(id)),
            .init("title", .string(title)),
            .init("description", .string(about)),
        ]
        members += schema(shape).members
        return .object(members)
    }

    static func schema(_ shape: Shape) -> JSON {
        switch shape {
        case .string(let format, let pattern, let lengthMax): string(format, pattern, lengthMax)
        case .integer(let min, let max):
            object([("type", .string("integer")), ("minimum", .integer(min)), ("maximum", .integer(max))])
        case .boolean: object([("type", .string("boolean"))])
        case .choice(_, let values): object([("enum", .array(values.map(JSON.string)))])
        case .array(let element): object([("type", .string("array")), ("items", schema(element))])
        case .optional(let inner): schema(inner)
        case .object(_, let fields): message(fields)
        case .anything: object([("type", .string("object"))])
        }
    }

    private static func string(_ format: String, _ pattern: String?, _ lengthMax: Int?) -> JSON {
        var members: [(String, JSON)] = [("type", .string("string"))]
        if format == "date" { members.append(("format", .string("date"))) }
        if let pattern { members.append(("pattern", .string(pattern))) }
        if let lengthMax { members.append(("maxLength", .integer(Int64(lengthMax)))) }
        return object(members)
    }

    private static func message(_ fields: [FieldShape]) -> JSON {
        let properties = fields.map { field in
            JSON.Member(field.name, .object(
                [.init("description", .string(field.note))] + schema(field.shape).members))
        }
        let required = fields.filter { !$0.shape.mayBeAbsent }.map { JSON.string($0.name) }
        return object([
            ("type", .string("object")),
            ("properties", .object(properties)),
            ("required", .array(required)),
            ("additionalProperties", .boolean(false)),
        ])
    }

    private static func object(_ members: [(String, JSON)]) -> JSON {
        .object(members.map { JSON.Member($0.0, $0.1) })
    }
}

extension JSON {
    /// The value over several indented lines, for files that people read and `diff` compares.
    public var pretty: String { pretty(indent: "") + "\n" }

    private func pretty(indent: String) -> String {
        let inner = indent + "  "
        switch self {
        case .array(let elements) where !elements.isEmpty:
            let lines = elements.map { inner + $0.pretty(indent: inner) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(indent)]"
        case .object(let members) where !members.isEmpty:
            let lines = members.map {
                inner + JSON.string($0.key).encoded + ": " + $0.value.pretty(indent: inner)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(indent)}"
        case .null, .boolean, .integer, .string, .array, .object: return encoded
        }
    }
}
