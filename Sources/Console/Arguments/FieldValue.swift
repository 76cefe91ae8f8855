internal import Schema

/// Turns what a person types into what the wire takes, by the shape of the field.
enum FieldValue {
    /// The value of one word.
    ///
    /// Only the form is made right here; whether the value is one of its type is checked when the whole is decoded.
    static func json(_ word: String, _ shape: Shape, _ name: String) throws(CommandFailure) -> JSON {
        switch shape.required {
        case .string(let format, _, _): return .string(canonical(word, format))
        case .integer:
            guard let number = Int64(word) else { throw .badInput("--\(name): \(word) is not a whole number") }
            return .integer(number)
        case .boolean:
            guard let value = ["true": true, "yes": true, "false": false, "no": false][word] else {
                throw .badInput("--\(name): \(word) is neither true nor false")
            }
            return .boolean(value)
        case .choice(_, let values): return .string(try choice(word, values, name))
        case .object(let typeName, let fields):
            if typeName == "Money", let money = Money(lenient: word) { return whole(money) }
            return try object(word, fields, name)
        case .array(let element): return .array([try json(word, element, name)])
        case .optional(let inner): return try json(word, inner, name)
        case .anything: return try parsed(word, name)
        }
    }

    /// One of the words, hyphens and underscores being the same, as are capitals and small letters.
    static func choice(_ word: String, _ values: [String], _ name: String) throws(CommandFailure) -> String {
        let plain = folded(word)
        if let value = values.first(where: { folded($0) == plain }) { return value }
        let near = Nearness.best(word, values.map(MessageField.shown)).map { "did you mean \($0)?" }
        throw .badInput(
            "--\(name): \(word) is none of \(values.map(MessageField.shown).joined(separator: ", "))", hint: near)
    }

    private static func folded(_ word: String) -> String { word.lowercased().replacing("_", with: "-") }

    /// The canonical spelling of a decimal or a currency typed otherwise.
    private static func canonical(_ word: String, _ format: String) -> String {
        switch format {
        case "decimal": Decimal(lenient: word)?.description ?? word
        case "currency", "country": word.uppercased()
        case "uuid": word.lowercased()
        default: word
        }
    }

    private static func whole(_ money: Money) -> JSON {
        .object([
            .init("currency", .string(money.currency.description)), .init("minorUnits", .integer(money.minorUnits)),
        ])
    }

    /// A nested message: JSON, or `key=value` pairs joined by commas.
    private static func object(_ word: String, _ fields: [FieldShape], _ name: String) throws(CommandFailure) -> JSON {
        if word.hasPrefix("{") { return try parsed(word, name) }
        var members: [JSON.Member] = []
        for pair in pairs(word) {
            let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw .badInput("--\(name): \(pair) is not KEY=VALUE; write JSON or KEY=VALUE,KEY=VALUE")
            }
            let field = fields.first { $0.name == parts[0] || MessageField.hyphenated($0.name) == parts[0] }
            guard let field else {
                let known = fields.map { MessageField.hyphenated($0.name) }.joined(separator: ", ")
                throw .badInput("--\(name): there is no \(parts[0]); its parts are \(known)")
            }
            members.append(.init(field.name, try json(parts[1], field.shape, "\(name).\(parts[0])")))
        }
        return .object(members)
    }

    /// The pieces between commas; a comma inside a value is one before which no new key begins.
    private static func pairs(_ word: String) -> [String] {
        var pairs: [String] = []
        for piece in word.split(separator: ",", omittingEmptySubsequences: false) {
            if piece.contains("=") || pairs.isEmpty {
                pairs.append(String(piece))
            } else {
                pairs[pairs.count - 1] += "," + piece
            }
        }
        return pairs
    }

    private static func parsed(_ word: String, _ name: String) throws(CommandFailure) -> JSON {
        do throws(JSONFault) {
            return try JSON(parsing: Array(word.utf8))
        } catch {
            throw .badInput("--\(name): \(error)")
        }
    }
}
