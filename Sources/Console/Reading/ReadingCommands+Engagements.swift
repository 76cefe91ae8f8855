internal import Lifecycle
internal import Schema

extension ReadingCommands {
    private static let interface = "org.engaged.Engagements."

    /// About engagements.
    static var engagements: [CommandEntry] {
        [
            list("engagement list", "Engagements: phase, owner, provider, what waits.", interface + "List",
                 .engagements, options: [
                     .value("phase", "PHASE", "only those in this phase", choices: Phase.allCases.map(\.shown)),
                     .value("after", "ID", "go on behind this id"), limit,
                 ]) { (question) throws(CommandFailure) in
                     try question.word("phase", "phase").text("after", "after").number("limit", "limit")
                 },
            CommandEntry(
                words: ["engagement", "show"], about: "One engagement: where it stands, what is next, what is missing.",
                operands: ["ENGAGEMENT"], options: [asOf, atLeast], run: show),
            CommandEntry(
                words: ["engagement", "readiness"],
                about: "How a gate stands: every criterion, its proof or what supplies it.",
                operands: ["ENGAGEMENT"], options: [
                    .value("gate", "GATE", "which gate; the way forward where absent",
                           choices: Gate.allCases.map(\.shown)),
                    .value("date", "DATE", "on which day; today where absent"), asOf, atLeast,
                ], run: readiness),
            CommandEntry(
                words: ["engagement", "history"], about: "Its events in order; --patch shows what each changed.",
                operands: ["ENGAGEMENT|STREAM"], options: [
                    .flag("patch", "with what each event changed", letter: "p"),
                    .value("from", "VERSION", "the first version"), .value("to", "VERSION", "the last version"),
                    types, limit, asOf, atLeast,
                ] + PeriodWords.options(), run: history),
            list("engagement blame", "Which event and whose hand set each value.", interface + "Blame", .blame,
                 operands: ["ENGAGEMENT|STREAM"]) { (question) throws(CommandFailure) in try question.stream(0) },
            CommandEntry(
                words: ["engagement", "diff"], about: "What changed between two positions or times.",
                operands: ["ENGAGEMENT|STREAM"], options: [
                    .value("from", "TIME|POSITION", "the earlier moment"),
                    .value("to", "TIME|POSITION", "the later one; now where absent"),
                ], run: diff),
        ]
    }

    private static func show(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(1)
        let question = try Question(invocation).moment().operand(0, "engagement")
        let reply = try invocation.session.ask(interface + "Show", question.parameters)
        switch invocation.format {
        case .json: invocation.output.line(PrettyJSON.text(reply))
        case .jsonl: invocation.output.line(reply.encoded)
        case .csv: throw .usage("engagement show has no rows; take -o json, or engagement list -o csv")
        case .table:
            let card = EngagementCard(reply: reply, terminal: invocation.terminal)
            for line in card.lines() { invocation.output.line(line) }
        }
    }

    private static func readiness(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(1)
        let question = try Question(invocation).moment().operand(0, "engagement").word("gate", "gate")
            .text("date", "date")
        let reply = try invocation.session.ask(interface + "Readiness", question.parameters)
        guard invocation.format == .table else {
            return Listing.criteria.write(invocation.format == .json ? reply : reply["readiness"] ?? reply, invocation)
        }
        let gate = reply["readiness"]?["gate"]?.shown ?? ""
        let state = reply["ready"] == .boolean(true)
            ? invocation.terminal.paint("ready", .green) : invocation.terminal.paint("not ready", .red)
        invocation.output.line("\(gate) on \(reply["on"]?.text ?? ""): \(state)")
        for criterion in reply["readiness"]?["criteria"]?.elements ?? [] {
            let width = invocation.terminal.width ?? 200
            for line in CriterionLines(criterion: criterion, terminal: invocation.terminal, width: width).lines {
                invocation.output.line(line)
            }
        }
    }

    private static func history(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(1)
        let isPatch = invocation.words.has("patch")
        let question = try Question(invocation).moment().stream(0).number("from", "from").number("to", "to")
            .number("limit", "limit").texts("type", "types").period()
            .setting("patch", isPatch ? .boolean(true) : nil)
        let reply = try invocation.session.ask(interface + "History", question.parameters)
        guard invocation.format == .table else { return Listing.history.write(reply, invocation) }
        let entries = reply["events"]?.elements ?? []
        if entries.isEmpty { invocation.output.line(Listing.history.empty) }
        for entry in entries {
            let text = HistoryText(entry: entry, terminal: invocation.terminal, isPatch: isPatch)
            for line in text.lines() { invocation.output.line(line) }
        }
        Listing.history.tellRest(reply, invocation)
    }

    private static func diff(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(1)
        guard let from = invocation.words.last("from") else { throw .usage("engagement diff needs --from") }
        let question = try Question(invocation).stream(0).setting("from", .string(Question.moment(from)))
            .setting("to", invocation.words.last("to").map { .string(Question.moment($0)) })
        let reply = try invocation.session.ask(interface + "Diff", question.parameters)
        guard invocation.format == .table else { return Listing.changes.write(reply, invocation) }
        HistoryText.writeDifference(reply, invocation)
    }
}

extension Listing {
    /// A history's events, one a line.
    static let history = Listing(
        rows: "events",
        columns: [
            .plain("position", "event.position", right: true), .plain("version", "event.version", right: true),
            .plain("type", "event.type"), .plain("effective", "event.effective"), .plain("recorded", "event.recorded"),
            .plain("actor", "event.actor"), .plain("summary", "event.summary"), .plain("command", "command"),
        ], empty: "no events", goesOn: "from", first: "1") { reply in reply["next"]?.number.map { "\($0)" } }
}
