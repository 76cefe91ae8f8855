internal import Lifecycle
internal import Schema

/// The options of a domain command, drawn from its field list.
///
/// This is why the command line is not built on ArgumentParser: there every command is a Swift type with its options
/// spelled out. Here a new command of the domain brings its fields, and the options, their help, their checks and the
/// completions follow without a line of console code.
struct MessageOptions {
    /// The stream's id, given as the first word behind the command.
    let subject: MessageField?
    /// What options set.
    let fields: [MessageField]
    private let shape: Shape

    init(_ type: CommandType) {
        shape = type.parameters
        let all = MessageField.all(of: type.parameters)
        let first = all.first { $0.path.count == 1 }
        subject = first.flatMap { ["engagement", "provider", "handle"].contains($0.path[0]) ? $0 : nil }
        fields = all
    }

    /// As options, with the innermost name as an alias where nothing else bears it.
    var options: [CommandOption] {
        let names = Dictionary(grouping: fields, by: \.leafName)
        return fields.map { field in
            let isAlone = field.path.count > 1 && names[field.leafName]?.count == 1
            return CommandOption(
                name: field.optionName, value: field.placeholder, about: field.note, choices: field.choices,
                repeats: field.repeats, isRequired: !field.mayBeAbsent, aliases: isAlone ? [field.leafName] : [])
        }
    }

    /// The message that words ask for, options over a file's content.
    ///
    /// - Throws: usage where something is missing, bad input where a value has not the form of its field.
    func message(_ words: ParsedWords, over base: JSON) throws(CommandFailure) -> JSON {
        var message = base
        if let subject, let word = words.positionals.first {
            message = message.setting(subject.path[...], to: .string(word))
        }
        for field in fields where words.mentions(field.optionName) {
            message = message.setting(field.path[...], to: try value(field, words))
        }
        return message.fillingFlags(shape)
    }

    private func value(_ field: MessageField, _ words: ParsedWords) throws(CommandFailure) -> JSON {
        let given = words.all(field.optionName)
        guard field.repeats else {
            return try FieldValue.json(given.last ?? "", field.shape, field.optionName)
        }
        if given.count == 1, let word = given.first, word.hasPrefix("["),
            let list = try? JSON(parsing: Array(word.utf8)) {
            return list
        }
        var elements: [JSON] = []
        for word in given { elements.append(try FieldValue.json(word, field.elementShape, field.optionName)) }
        return .array(elements)
    }

    /// Refuses a message from which something required is missing, naming all of it.
    func requireComplete(_ message: JSON, _ verb: String) throws(CommandFailure) {
        let missing = message.missing(shape)
        guard !missing.isEmpty else { return }
        let lines = missing.map { path, note in
            path == subject?.path
                ? "  \(path[0].uppercased())  \(note), as the first word"
                : "  --\(path.map(MessageField.hyphenated).joined(separator: "."))  \(note)"
        }
        throw .usage(
            "\(verb) also needs:\n" + lines.joined(separator: "\n"),
            hint: "engagectl \(verb) --example prints its input, to fill in and pass by -f FILE")
    }
}
