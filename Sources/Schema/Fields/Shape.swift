/// What a value looks like on the wire; JSON Schema, Varlink IDL and documentation are drawn from it.
public indirect enum Shape: Hashable, Sendable {
    /// A string; `format` names what it holds, `pattern` is an ECMA-262 expression over the whole of it.
    case string(format: String, pattern: String?, lengthMax: Int?)
    /// An integer within the bounds, both included.
    case integer(min: Int64, max: Int64)
    /// `true` or `false`.
    case boolean
    /// One of closed values, in snake_case.
    case choice(name: String, values: [String])
    /// A list.
    case array(Shape)
    /// May be absent.
    case optional(Shape)
    /// A message.
    case object(name: String, fields: [FieldShape])
    /// Any JSON object; Varlink's `object`.
    case anything

    /// A string without rules.
    public static let text = Shape.string(format: "text", pattern: nil, lengthMax: nil)
    /// Any exact integer.
    public static let integer = Shape.integer(min: -JSONReader.integerMax, max: JSONReader.integerMax)

    /// The shape behind any `optional`.
    public var required: Shape {
        if case .optional(let inner) = self { inner.required } else { self }
    }

    /// Whether the key may be missing: optionals, and lists, whose absence is emptiness.
    public var mayBeAbsent: Bool {
        switch self {
        case .optional, .array: true
        case .string, .integer, .boolean, .choice, .object, .anything: false
        }
    }
}

/// A field as seen from outside.
public struct FieldShape: Hashable, Sendable {
    /// The key.
    public var name: String
    /// Meaning and unit.
    public var note: String
    /// Its values.
    public var shape: Shape

    /// A field's description.
    public init(name: String, note: String, shape: Shape) {
        self.name = name
        self.note = note
        self.shape = shape
    }
}
