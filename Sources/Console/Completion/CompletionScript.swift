/// A shell's completion script, drawn from the tree: what follows which words, and which values options take.
struct CompletionScript {
    /// The script.
    let text: String

    /// None for a shell that we do not know.
    init?(shell: String, tree: CommandTree) {
        let table = CompletionTable(tree)
        switch shell {
        case "bash": text = CompletionScript.bash(table)
        case "zsh": text = CompletionScript.zsh(table)
        case "fish": text = CompletionScript.fish(tree)
        default: return nil
        }
    }

    /// The function that both bash and zsh use: sets `at` to the command's words and `words` to what may follow.
    private static func lookUp(_ table: CompletionTable) -> String {
        let paths = table.paths.map { "'\($0)'" }.joined(separator: "|")
        let follow = table.followers.map { branch($0.path, $0.words) }.joined()
        let values = table.values.map { branch($0.place, $0.words) }.joined()
        return """
            _engagectl_look_up() {
              # $1: the word before the one to complete; the rest: the words behind engagectl so far.
              local before=$1 word
              shift
              at=
              found=
              for word in "$@"; do
                case "${at:+$at }$word" in
                \(paths)) at="${at:+$at }$word" ;;
                esac
              done
              case "$at $before" in
            \(values)    *) case "$at" in
            \(follow)    esac ;;
              esac
            }

            """
    }

    private static func branch(_ place: String, _ words: [String]) -> String {
        "    '\(place)') found=\"\(words.joined(separator: " "))\" ;;\n"
    }

    private static func bash(_ table: CompletionTable) -> String {
        "# bash completion for engagectl; made by: engagectl completion bash\n" + lookUp(table) + """
            _engagectl() {
              local at found
              _engagectl_look_up "${COMP_WORDS[COMP_CWORD - 1]}" "${COMP_WORDS[@]:1:COMP_CWORD - 1}"
              mapfile -t COMPREPLY < <(compgen -W "$found" -- "${COMP_WORDS[COMP_CWORD]}")
            }
            complete -o default -F _engagectl engagectl

            """
    }

    private static func zsh(_ table: CompletionTable) -> String {
        "#compdef engagectl\n# zsh completion for engagectl; made by: engagectl completion zsh\n" + lookUp(table) + """
            _engagectl() {
              local at found
              _engagectl_look_up "${words[CURRENT - 1]}" "${(@)words[2,CURRENT - 1]}"
              compadd -- ${=found} || _files
            }
            compdef _engagectl engagectl

            """
    }

    private static func fish(_ tree: CommandTree) -> String {
        var lines = [
            "# fish completion for engagectl; made by: engagectl completion fish",
            "function __engagectl_at",
            "    set -l words (commandline -opc | string match -v -- '-*')[2..]",
            "    set -l wanted (string split ' ' -- $argv[1])",
            "    test -z \"$argv[1]\"; and test (count $words) -eq 0; and return 0",
            "    test -n \"$argv[1]\"; and test \"$words[1..(count $wanted)]\" = \"$argv[1]\"",
            "end",
        ]
        var seen = Set<String>()
        for entry in tree.entries {
            for count in entry.words.indices {
                let path = entry.words.prefix(count).joined(separator: " "), word = entry.words[count]
                guard seen.insert("\(path) \(word)").inserted else { continue }
                let about = count == entry.words.count - 1 ? " -d '\(quoted(entry.about))'" : ""
                lines.append("complete -c engagectl -f -n '__engagectl_at \"\(path)\"' -a '\(word)'\(about)")
            }
            lines += entry.allOptions.map { option(entry, $0) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func option(_ entry: CommandEntry, _ option: CommandOption) -> String {
        let letter = option.letter.map { " -s \($0)" } ?? ""
        let words = option.choices.joined(separator: " ")
        let value = option.value == nil ? "" : words.isEmpty ? " -r" : " -x -a '\(words)'"
        return "complete -c engagectl -n '__engagectl_at \"\(entry.name)\"' -l \(option.name)\(letter)\(value)"
            + " -d '\(quoted(option.about))'"
    }

    private static func quoted(_ text: String) -> String { text.replacing("'", with: "\\'") }
}

/// The tree as completion looks it up.
struct CompletionTable {
    /// Every beginning of a command's words.
    var paths: [String] = []
    /// What may follow a beginning: more words, or options.
    var followers: [(path: String, words: [String])] = []
    /// What an option of a command takes, by `words --option`.
    var values: [(place: String, words: [String])] = []

    init(_ tree: CommandTree) {
        followers.append(("", tree.next([])))
        for entry in tree.entries {
            for count in 1...entry.words.count {
                let path = entry.words.prefix(count).joined(separator: " ")
                guard !paths.contains(path) else { continue }
                paths.append(path)
                let options = tree.entries.first { $0.name == path }?.allOptions.map { "--" + $0.name } ?? []
                followers.append((path, tree.next(Array(entry.words.prefix(count))) + options))
            }
            values += entry.allOptions.filter { !$0.choices.isEmpty }.flatMap { option in
                (["--" + option.name] + (option.letter.map { ["-\($0)"] } ?? [])).map {
                    ("\(entry.name) \($0)", option.choices)
                }
            }
        }
    }
}
