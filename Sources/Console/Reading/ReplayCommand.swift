internal import Schema

/// `audit replay`: a stream's life once more, event by event, each with the change of state that it made.
enum ReplayCommand {
    static var all: [CommandEntry] {
        PastCommands.all + [CommandEntry(
            words: ["audit", "replay"], about: "A stream event by event, each with the change of state that it made.",
            operands: ["ENGAGEMENT|STREAM"],
            options: [
                .flag("step", "wait for a line of input behind each event: Enter goes on, s shows the state, q ends"),
                .value("from", "VERSION", "the first version"), .value("to", "VERSION", "the last version"),
                ReadingCommands.asOf,
            ] + PeriodWords.options(),
            detail: "STREAM is governance, provider/ID or engagement/ID; an id alone is an engagement's.", run: run)]
    }

    private static func run(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(1)
        let stream = Question.stream(try invocation.operand(0))
        var count = 0
        try HistoryPages(invocation, stream: stream).each { (entry) throws(CommandFailure) in
            show(entry, invocation)
            count += 1
            guard invocation.words.has("step") else { return !invocation.output.isClosed }
            return try wait(stream, entry, invocation) && !invocation.output.isClosed
        }
        if invocation.format == .table { invocation.output.line("\(count) events of \(stream)") }
    }

    private static func show(_ entry: JSON, _ invocation: Invocation) {
        guard invocation.format == .table else { return invocation.output.line(entry.encoded) }
        let text = HistoryText(entry: entry, terminal: invocation.terminal, isPatch: true)
        for line in text.lines() { invocation.output.line(line) }
    }

    /// Whether to go on. The end of the input ends the replay too.
    private static func wait(
        _ stream: String, _ entry: JSON, _ invocation: Invocation
    ) throws(CommandFailure) -> Bool {
        while let word = readLine() {
            switch word {
            case "": return true
            case "q": return false
            case "s": try showState(stream, entry, invocation)
            default: invocation.output.note("Enter goes on, s shows the state, q ends")
            }
        }
        return false
    }

    private static func showState(_ stream: String, _ entry: JSON, _ invocation: Invocation) throws(CommandFailure) {
        let position = entry["event"]?["position"]?.number ?? 0
        let question = JSON.object([.init("stream", .string(stream)), .init("asOf", .string("\(position)"))])
        let reply = try invocation.session.ask("org.engaged.Engagements.Blame", question)
        for value in reply["values"]?.elements ?? [] {
            invocation.output.line("    \(value["path"]?.text ?? ""): \(PrettyJSON.cell(value["value"]))")
        }
    }
}
