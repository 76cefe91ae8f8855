/// One option of a command.
struct CommandOption: Equatable, Sendable {
    /// The long name, without dashes.
    var name: String
    /// One letter, where there is one.
    var letter: Character?
    /// What stands for its value in help; none for a flag.
    var value: String?
    /// One line.
    var about: String
    /// The only values it takes, as typed; empty for any.
    var choices: [String] = []
    /// Whether it may come several times.
    var repeats = false
    /// Whether it has to be given.
    var isRequired = false
    /// Other names for it.
    var aliases: [String] = []

    /// A flag.
    static func flag(_ name: String, _ about: String, letter: Character? = nil) -> CommandOption {
        CommandOption(name: name, letter: letter, about: about)
    }

    /// An option with a value.
    static func value(
        _ name: String, _ value: String, _ about: String, letter: Character? = nil, choices: [String] = [],
        repeats: Bool = false
    ) -> CommandOption {
        CommandOption(name: name, letter: letter, value: value, about: about, choices: choices, repeats: repeats)
    }

    /// As help shows it: `-o, --output FORMAT`.
    var spelling: String {
        let short = letter.map { "-\($0), " } ?? ""
        return short + "--" + name + (value.map { " " + $0 } ?? "")
    }

    /// Those that every command takes.
    static let common: [CommandOption] = [
        .value("output", "FORMAT", "table, json, jsonl or csv", letter: "o", choices: OutputFormat.names),
        .value("socket", "PATH", "where the daemon listens; else ENGAGED_SOCKET, else \(Session.standardPath)"),
        .flag("utc", "times in UTC instead of the local zone"),
        .flag("help", "what this command does and takes", letter: "h"),
    ]
}

/// How results are written.
enum OutputFormat: String, CaseIterable {
    /// For people.
    case table
    /// One JSON document.
    case json
    /// One JSON value a line.
    case jsonl
    /// RFC 4180, a header and a line a row.
    case csv

    static let names = allCases.map(\.rawValue)
}
