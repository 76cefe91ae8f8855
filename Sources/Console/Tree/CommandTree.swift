internal import Lifecycle

/// Every command, each under the words that people type.
struct CommandTree {
    /// In the order of help: by the first word, then as listed.
    let entries: [CommandEntry]

    /// The commands of the domain as its index lists them, then those of this program.
    init() {
        let own = ReadingCommands.all + ImportCommand.all + AuditCommands.all + CopyingCommands.all
            + ExportCommand.all + BundleCommand.all + ReplayCommand.all + OperatingCommands.all + BasicCommands.all
        let names = Set(own.map(\.name))
        let domain = CommandIndex.all.map { RecordingCommand($0).entry }.filter { !names.contains($0.name) }
        var order: [String] = []
        for entry in domain + own where !order.contains(entry.words[0]) { order.append(entry.words[0]) }
        entries = order.flatMap { word in (domain + own).filter { $0.words[0] == word } }
    }

    /// A command and the words left for it.
    struct Found {
        var entry: CommandEntry
        var rest: [String]
    }

    /// Finds the command that words begin with; options common to all may stand before it.
    func find(_ arguments: [String]) throws(CommandFailure) -> Found {
        var path: [String] = []
        var rest: [String] = []
        var words = arguments[...]
        while let word = words.first {
            if word.hasPrefix("-"), word.count > 1 {
                rest.append(words.removeFirst())
                if CommandTree.takesValue(word), let value = words.popFirst() { rest.append(value) }
            } else if entries.contains(where: { $0.words.starts(with: path + [word]) }) {
                path.append(words.removeFirst())
            } else {
                break
            }
            if let entry = entry(path), !hasLonger(path) || words.isEmpty {
                return Found(entry: entry, rest: rest + words)
            }
        }
        if let entry = entry(path) { return Found(entry: entry, rest: rest + words) }
        throw unknown(path, words.first)
    }

    /// Whether words only begin the names of commands, and are none themselves.
    func isGroup(_ path: [String]) -> Bool { !path.isEmpty && entry(path) == nil && hasLonger(path) }

    private func entry(_ path: [String]) -> CommandEntry? { entries.first { $0.words == path } }

    private func hasLonger(_ path: [String]) -> Bool {
        entries.contains { $0.words.count > path.count && $0.words.starts(with: path) }
    }

    private static func takesValue(_ word: String) -> Bool {
        guard !word.contains("="), !(word.hasPrefix("-o") && word.count > 2) else { return false }
        return CommandOption.common.contains {
            $0.value != nil && (word == "--" + $0.name || word == $0.letter.map { "-\($0)" })
        }
    }

    /// The words that may follow a path.
    func next(_ path: [String]) -> [String] {
        var words: [String] = []
        for entry in entries where entry.words.count > path.count && entry.words.starts(with: path) {
            let word = entry.words[path.count]
            if !words.contains(word) { words.append(word) }
        }
        return words
    }

    private func unknown(_ path: [String], _ word: String?) -> CommandFailure {
        let known = next(path)
        guard let word else {
            let what = path.isEmpty ? "a command" : "a word behind \(path.joined(separator: " "))"
            return .usage("engagectl needs \(what): \(known.joined(separator: ", "))", hint: "engagectl help")
        }
        let place = path.isEmpty ? "commands" : path.joined(separator: " ")
        let near = Nearness.best(word, known).map { "did you mean \((path + [$0]).joined(separator: " "))?" }
        return .usage(
            "there is no command \((path + [word]).joined(separator: " "))",
            hint: near ?? "\(place): \(known.joined(separator: ", "))")
    }
}
