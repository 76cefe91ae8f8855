/// One command as typed: its words, what it takes, what it does.
struct CommandEntry {
    /// The words, as `["gate", "request"]`.
    var words: [String]
    /// One sentence.
    var about: String
    /// Names of the words behind it, as `ENGAGEMENT`; those in brackets may be left out.
    var operands: [String] = []
    /// Its own options.
    var options: [CommandOption] = []
    /// More for its help.
    var detail = ""
    /// Carries it out.
    var run: (Invocation) throws(CommandFailure) -> Void

    /// As typed.
    var name: String { words.joined(separator: " ") }
    /// Own options, then those of every command.
    var allOptions: [CommandOption] {
        let own = Set(options.map(\.name))
        return options + CommandOption.common.filter { !own.contains($0.name) }
    }

    /// The line that shows how it is used.
    var usage: String {
        let required = options.filter { $0.isRequired && !$0.name.contains(".") }
            .map { " --\($0.name)" + ($0.value.map { " " + $0 } ?? "") }
        return (["engagectl"] + words + operands).joined(separator: " ") + required.joined() + " [options]"
    }
}

/// One run of a command: what was typed, and where to write.
final class Invocation {
    let entry: CommandEntry
    let words: ParsedWords
    let output: Output
    let terminal: Terminal
    let format: OutputFormat
    let session: Session
    let tree: CommandTree

    init(
        _ entry: CommandEntry, _ words: ParsedWords, _ output: Output, _ terminal: Terminal, _ tree: CommandTree
    ) throws(CommandFailure) {
        self.entry = entry
        self.words = words
        self.output = output
        self.tree = tree
        var terminal = terminal
        terminal.utc = words.has("utc")
        self.terminal = terminal
        session = Session(path: Session.path(words.last("socket"), terminal.environment), verb: entry.name)
        let name = words.last("output") ?? "table"
        guard let format = OutputFormat(rawValue: name) else {
            throw .usage("--output takes \(OutputFormat.names.joined(separator: ", ")), not \(name)")
        }
        self.format = format
    }

    /// The word at a place behind the command.
    func operand(_ index: Int) throws(CommandFailure) -> String {
        guard words.positionals.count > index else {
            let name = entry.operands.indices.contains(index) ? entry.operands[index] : "a word"
            throw .usage("\(entry.name) needs \(name)", hint: entry.usage)
        }
        return words.positionals[index]
    }

    /// Refuses more words than the command takes.
    func requireAtMost(_ count: Int) throws(CommandFailure) {
        guard words.positionals.count > count else { return }
        throw .usage("\(words.positionals[count]) is one word too many", hint: entry.usage)
    }
}
