/// The command line, whole: words in, text and an exit code out.
public enum EngageCommand {
    /// Runs one command, of words as the process was given them. One that is no UTF-8 is refused: Swift would mend it,
    /// and then another file would be read or written than was named.
    ///
    /// - Parameter words: the bytes of the words behind the program's name.
    /// - Returns: how to exit.
    public static func run(bytes words: [[UInt8]], _ output: Output, _ terminal: Terminal) -> ExitCode {
        let arguments = words.map { String(decoding: $0, as: UTF8.self) }
        guard let wrong = words.indices.first(where: { Array(arguments[$0].utf8) != words[$0] }) else {
            return run(arguments, output, terminal)
        }
        let failure = CommandFailure.usage(
            "word \(wrong + 1) is no UTF-8: \(arguments[wrong])",
            hint: "engagectl takes texts and the names of files in UTF-8; give the file such a name")
        report(failure, arguments, output, terminal)
        return failure.code
    }

    /// Runs one command.
    ///
    /// - Parameter arguments: the words behind the program's name.
    /// - Returns: how to exit.
    public static func run(_ arguments: [String], _ output: Output, _ terminal: Terminal) -> ExitCode {
        do throws(CommandFailure) {
            try carryOut(arguments, output, terminal)
            return .done
        } catch {
            guard !output.isClosed else { return .done }
            report(error, arguments, output, terminal)
            return error.code
        }
    }

    private static func carryOut(
        _ arguments: [String], _ output: Output, _ terminal: Terminal
    ) throws(CommandFailure) {
        let tree = CommandTree()
        if arguments.isEmpty || arguments == ["--help"] || arguments == ["-h"] {
            return output.put(HelpText.overview(tree))
        }
        if arguments == ["--version"] { return output.line(BasicCommands.versionLine) }
        if let last = arguments.last, ["--help", "-h"].contains(last), tree.isGroup(arguments.dropLast()) {
            return output.put(try HelpText.of(arguments.dropLast(), tree))
        }
        let found = try tree.find(arguments)
        let words = try ParsedWords(found.rest, found.entry.allOptions)
        if words.has("help") { return output.put(HelpText.of(found.entry)) }
        try found.entry.run(Invocation(found.entry, words, output, terminal, tree))
    }

    /// Says what went wrong: as JSON on standard output where JSON was asked for, else in words beside it.
    private static func report(
        _ failure: CommandFailure, _ arguments: [String], _ output: Output, _ terminal: Terminal
    ) {
        if let json = failure.json, wantsJSON(arguments) { return output.line(json) }
        output.note("engagectl: " + failure.message)
        if let hint = failure.hint { output.note(terminal.paint("  → " + hint, .dim)) }
    }

    private static func wantsJSON(_ arguments: [String]) -> Bool {
        zip(arguments, arguments.dropFirst() + [""]).contains { word, next in
            ["-ojson", "-ojsonl", "--output=json", "--output=jsonl"].contains(word)
                || (["-o", "--output"].contains(word) && ["json", "jsonl"].contains(next))
        }
    }
}
