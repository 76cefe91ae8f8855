internal import Schema

/// What happened to a thing, who set what, and what differs: of providers, contracts and the policy as of engagements.
enum PastCommands {
    static var all: [CommandEntry] { [provider, contract, policy].flatMap(entries) + [contractShow] }

    /// One kind of thing that has a past.
    struct Kind {
        var word: String
        var operands: [String]
        /// The stream that the words name.
        var stream: @Sendable (Invocation) throws(CommandFailure) -> String
        /// Which part of the stream's state it is, as starts of paths; empty for all of it.
        var paths: @Sendable (Invocation) throws(CommandFailure) -> [String]
    }

    private static let provider = Kind(
        word: "provider", operands: ["PROVIDER"],
        stream: { (invocation) throws(CommandFailure) in "provider/" + (try invocation.operand(0)) },
        paths: { _ in [] })

    private static let policy = Kind(
        word: "policy", operands: [], stream: { _ in "governance" }, paths: { _ in ["policy", "proposals"] })

    private static let contract = Kind(
        word: "contract", operands: ["ENGAGEMENT", "[CONTRACT]"],
        stream: { (invocation) throws(CommandFailure) in Question.stream(try invocation.operand(0)) },
        paths: { (invocation) throws(CommandFailure) in [try contractPath(invocation)] })

    private static func entries(_ kind: Kind) -> [CommandEntry] {
        [
            CommandEntry(
                words: [kind.word, "history"], about: "The events that changed it; --patch shows what each changed.",
                operands: kind.operands, options: [
                    .flag("patch", "with what each event changed", letter: "p"), ReadingCommands.types,
                    ReadingCommands.asOf,
                ] + PeriodWords.options(),
                run: { (invocation) throws(CommandFailure) in try history(kind, invocation) }),
            CommandEntry(
                words: [kind.word, "blame"], about: "Which event and whose hand set each value.",
                operands: kind.operands, options: [ReadingCommands.asOf, ReadingCommands.atLeast],
                run: { (invocation) throws(CommandFailure) in
                    Listing.blame.write(try blame(kind, invocation), invocation)
                }),
            CommandEntry(
                words: [kind.word, "diff"], about: "What changed between two positions or times.",
                operands: kind.operands, options: [
                    .value("from", "TIME|POSITION", "the earlier moment"),
                    .value("to", "TIME|POSITION", "the later one; now where absent"),
                ],
                run: { (invocation) throws(CommandFailure) in try diff(kind, invocation) }),
        ]
    }

    private static var contractShow: CommandEntry {
        CommandEntry(
            words: ["contract", "show"], about: "One contract, or all of an engagement, value by value.",
            operands: contract.operands, options: [ReadingCommands.asOf, ReadingCommands.atLeast],
            run: { (invocation) throws(CommandFailure) in
                let values = try blame(contract, invocation)["values"]?.elements ?? []
                guard !values.isEmpty else { throw CommandFailure(.error, "not found: a contract") }
                DocumentText.write(values.reduce(JSON.object([])) { document, value in
                    document.setting([value["path"]?.text ?? ""], to: value["value"] ?? .null)
                }, invocation)
            })
    }

    private static func history(_ kind: Kind, _ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(kind.operands.count)
        let paths = try kind.paths(invocation)
        let types = invocation.words.all("type"), isPatch = invocation.words.has("patch")
        var shown: [JSON] = []
        try HistoryPages(invocation, stream: try kind.stream(invocation)).each { entry in
            guard types.isEmpty || types.contains(entry["event"]?["type"]?.text ?? "") else { return true }
            let changes = (entry["changes"]?.elements ?? []).filter { isWithin($0, paths) }
            guard !changes.isEmpty || paths.isEmpty else { return true }
            let part = entry.setting(["changes"], to: .array(changes))
            if invocation.format == .table { write(part, isPatch, invocation) } else { shown.append(part) }
            return !invocation.output.isClosed
        }
        guard invocation.format != .table else { return }
        Listing.history.write(.object([.init("events", .array(shown))]), invocation)
    }

    private static func write(_ entry: JSON, _ isPatch: Bool, _ invocation: Invocation) {
        let text = HistoryText(entry: entry, terminal: invocation.terminal, isPatch: isPatch)
        for line in text.lines() { invocation.output.line(line) }
    }

    private static func blame(_ kind: Kind, _ invocation: Invocation) throws(CommandFailure) -> JSON {
        try invocation.requireAtMost(kind.operands.count)
        let paths = try kind.paths(invocation)
        let question = try Question(invocation).moment().setting("stream", .string(try kind.stream(invocation)))
        let reply = try invocation.session.ask("org.engaged.Engagements.Blame", question.parameters)
        return reply.setting(["values"], to: .array((reply["values"]?.elements ?? []).filter { isWithin($0, paths) }))
    }

    private static func diff(_ kind: Kind, _ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(kind.operands.count)
        guard let from = invocation.words.last("from") else { throw .usage("\(kind.word) diff needs --from") }
        let paths = try kind.paths(invocation)
        let question = Question(invocation).setting("stream", .string(try kind.stream(invocation)))
            .setting("from", .string(Question.moment(from)))
            .setting("to", invocation.words.last("to").map { .string(Question.moment($0)) })
        let whole = try invocation.session.ask("org.engaged.Engagements.Diff", question.parameters)
        let changes = (whole["changes"]?.elements ?? []).filter { isWithin($0, paths) }
        let reply = whole.setting(["changes"], to: .array(changes))
        guard invocation.format == .table else { return Listing.changes.write(reply, invocation) }
        HistoryText.writeDifference(reply, invocation)
    }

    /// Whether a value's path is one of those, or under one; `policyVersion` counts as the policy's.
    private static func isWithin(_ row: JSON, _ paths: [String]) -> Bool {
        guard !paths.isEmpty, let path = row["path"]?.text else { return true }
        return paths.contains { path.hasPrefix($0) }
    }

    /// The place of a contract in its engagement, by its code; contracts are never taken out of the list.
    static func contractPath(_ invocation: Invocation) throws(CommandFailure) -> String {
        let all = "contracting.contracts"
        guard invocation.words.positionals.count > 1 else { return all }
        let code = try invocation.operand(1)
        let question = JSON.object([.init("stream", .string(Question.stream(try invocation.operand(0))))])
        let reply = try invocation.session.ask("org.engaged.Engagements.Blame", question)
        for value in reply["values"]?.elements ?? [] where value["value"]?.text == code {
            let path = value["path"]?.text ?? ""
            if path.hasPrefix(all), path.hasSuffix("].code"), path.split(separator: ".").count == 3 {
                return String(path.dropLast(5))
            }
        }
        throw CommandFailure(.error, "not found: contract \(code)")
    }
}
