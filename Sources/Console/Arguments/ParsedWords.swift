/// The words behind a command, sorted into positionals and options.
struct ParsedWords: Equatable {
    /// Words that belong to no option.
    private(set) var positionals: [String] = []
    private var values: [String: [String]] = [:]

    /// The last value of an option.
    func last(_ name: String) -> String? { values[name]?.last }
    /// Every value of an option.
    func all(_ name: String) -> [String] { values[name] ?? [] }
    /// Whether an option was given at all; a flag given as `--no-NAME` or `--NAME=false` was not.
    func has(_ name: String) -> Bool { values[name] != nil && values[name]?.last != "false" }
    /// Whether a flag was spelled, in whichever sense.
    func mentions(_ name: String) -> Bool { values[name] != nil }

    /// Sorts words by the options that a command takes.
    ///
    /// - Throws: a usage failure for an unknown option, a missing value, or one that is not taken.
    init(_ words: [String], _ options: [CommandOption]) throws(CommandFailure) {
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                positionals += rest
                return
            }
            if word.hasPrefix("--") {
                try takeLong(word, &rest, options)
            } else if word.hasPrefix("-"), word.count > 1, !ParsedWords.isNumber(word) {
                try takeShort(word, &rest, options)
            } else {
                positionals.append(word)
            }
        }
    }

    private mutating func takeLong(
        _ word: String, _ rest: inout ArraySlice<String>, _ options: [CommandOption]
    ) throws(CommandFailure) {
        let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = parts.first.map(String.init) ?? ""
        let given = parts.count > 1 ? String(parts[1]) : nil
        if let option = ParsedWords.find(name, options) {
            try take(option, given, &rest)
        } else if name.hasPrefix("no-"), given == nil,
            let option = ParsedWords.find(String(name.dropFirst(3)), options), option.value == nil {
            values[option.name, default: []].append("false")
        } else {
            throw ParsedWords.unknown(name, options)
        }
    }

    private mutating func takeShort(
        _ word: String, _ rest: inout ArraySlice<String>, _ options: [CommandOption]
    ) throws(CommandFailure) {
        let letter = word.dropFirst().first
        guard let option = options.first(where: { $0.letter != nil && $0.letter == letter }) else {
            throw .usage("unknown option \(word)")
        }
        let attached = word.dropFirst(2)
        try take(option, attached.isEmpty ? nil : String(attached), &rest)
    }

    private mutating func take(
        _ option: CommandOption, _ given: String?, _ rest: inout ArraySlice<String>
    ) throws(CommandFailure) {
        if option.value == nil {
            guard given == nil || given == "true" || given == "false" else {
                throw .usage("--\(option.name) is a flag and takes no value but true or false")
            }
            values[option.name, default: []].append(given ?? "true")
        } else if let value = given ?? rest.popFirst() {
            values[option.name, default: []].append(value)
        } else {
            throw .usage("--\(option.name) needs a value: \(option.about)")
        }
    }

    private static func find(_ name: String, _ options: [CommandOption]) -> CommandOption? {
        options.first { $0.name == name } ?? options.first { $0.aliases.contains(name) }
    }

    private static func unknown(_ name: String, _ options: [CommandOption]) -> CommandFailure {
        let names = options.flatMap { [$0.name] + $0.aliases }
        let near = Nearness.best(name, names).map { "did you mean --\($0)?" }
        return .usage("unknown option --\(name)", hint: near)
    }

    private static func isNumber(_ word: String) -> Bool {
        word.dropFirst().allSatisfy { $0.isNumber || $0 == "." }
    }
}
