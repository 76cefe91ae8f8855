internal import Schema

/// One value of a command's message that can be given by an option.
struct MessageField: Equatable {
    /// Keys from the outside in.
    var path: [String]
    /// Its shape behind any optional.
    var shape: Shape
    /// Whether it may be left out.
    var mayBeAbsent: Bool
    /// Meaning and unit.
    var note: String

    /// `expectedVolume` → `expected-volume`; levels joined by dots.
    var optionName: String { path.map(MessageField.hyphenated).joined(separator: ".") }
    /// The innermost name alone.
    var leafName: String { MessageField.hyphenated(path.last ?? "") }

    /// The element's shape of a list, otherwise the own one.
    var elementShape: Shape {
        if case .array(let element) = shape { element.required } else { shape }
    }

    /// Whether several values make a list.
    var repeats: Bool {
        if case .array = shape { true } else { false }
    }

    /// Every value of a message, nested ones included; a nested message can also be given whole, as JSON.
    static func all(of shape: Shape, under path: [String] = [], optional: Bool = false) -> [MessageField] {
        guard case .object(_, let fields) = shape.required else { return [] }
        return fields.flatMap { field -> [MessageField] in
            let own = path + [field.name]
            let mayBeAbsent = optional || field.shape.mayBeAbsent
            let parts = all(of: field.shape, under: own, optional: mayBeAbsent || field.shape.isMoney)
            let whole = MessageField(
                path: own, shape: field.shape.required,
                mayBeAbsent: mayBeAbsent || (!parts.isEmpty && !field.shape.isMoney), note: field.note)
            return [whole] + parts
        }
    }

    /// `camelCase` → `kebab-case`.
    static func hyphenated(_ name: String) -> String {
        var text = ""
        for character in name {
            if character.isUppercase, !text.isEmpty { text += "-" }
            text += character.lowercased()
        }
        return text.replacing("_", with: "-")
    }

    /// What help shows for its value.
    var placeholder: String? {
        switch elementShape {
        case .boolean: repeats ? "true|false" : nil
        case .string(let format, _, _): format.uppercased()
        case .integer: "N"
        case .choice(_, let values): values.count <= 4 ? values.map(MessageField.shown).joined(separator: "|") : "WORD"
        case .object(let name, _) where name == "Money": "'EUR 12.34'"
        case .object, .anything: "JSON|KEY=VALUE,…"
        case .array, .optional: "JSON"
        }
    }

    /// The words it takes, as typed.
    var choices: [String] {
        if case .choice(_, let values) = elementShape { values.map(MessageField.shown) } else { [] }
    }

    /// A wire word as a person types it; rule codes stay as they are.
    static func shown(_ word: String) -> String { word.replacing("_", with: "-") }
}

extension Shape {
    /// Whether it is an amount of money, which people type as one word.
    fileprivate var isMoney: Bool {
        if case .object(let name, _) = required { name == "Money" } else { false }
    }
}
