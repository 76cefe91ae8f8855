/// Help, drawn from the tree.
enum HelpText {
    /// Every command in a line each.
    static func overview(_ tree: CommandTree) -> String {
        let width = tree.entries.map(\.name.count).max() ?? 0
        let lines = tree.entries.map { entry in
            "  " + entry.name + String(repeating: " ", count: width - entry.name.count + 2) + entry.about
        }
        return """
            engagectl: record, decide and read business-process-outsourcing engagements kept by the daemon engaged.

            usage: engagectl COMMAND [words] [options]

            \(lines.joined(separator: "\n"))

            engagectl COMMAND --help tells what a command takes; engagectl help exit-codes what its exit code means.

            """
    }

    /// The commands that begin with some words, or one command's own help.
    static func of(_ words: [String], _ tree: CommandTree) throws(CommandFailure) -> String {
        if let entry = tree.entries.first(where: { $0.words == words }) { return of(entry) }
        let entries = tree.entries.filter { $0.words.starts(with: words) }
        guard !entries.isEmpty else { throw .usage("there is no command \(words.joined(separator: " "))") }
        let width = entries.map(\.name.count).max() ?? 0
        return entries.map { entry in
            "engagectl " + entry.name + String(repeating: " ", count: width - entry.name.count + 2) + entry.about + "\n"
        }.joined()
    }

    /// One command: usage, options, detail.
    static func of(_ entry: CommandEntry) -> String {
        var text = "usage: \(entry.usage)\n\n\(entry.about)\n"
        if !entry.detail.isEmpty { text += "\n\(entry.detail)\n" }
        return text + "\n" + options(entry)
    }

    private static func options(_ entry: CommandEntry) -> String {
        let shown = entry.allOptions
        let width = min(shown.map(\.spelling.count).max() ?? 0, 38)
        return shown.map { option in
            let gap = max(width - option.spelling.count, 0) + 2
            return "  " + option.spelling + String(repeating: " ", count: gap) + about(option) + "\n"
        }.joined()
    }

    private static func about(_ option: CommandOption) -> String {
        var text = option.about
        if option.isRequired { text += " (needed)" }
        if option.repeats { text += " (may be repeated)" }
        if option.choices.count > 4 { text += ": " + option.choices.joined(separator: ", ") }
        return text
    }

    /// `engagectl help exit-codes`.
    static var exitCodes: String {
        ExitCode.allCases.map { code in
            let number = String(code.rawValue)
            return String(repeating: " ", count: 3 - number.count) + number + "  " + code.meaning + "\n"
        }.joined()
    }
}
