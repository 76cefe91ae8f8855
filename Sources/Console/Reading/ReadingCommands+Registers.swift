internal import Schema

extension ReadingCommands {
    private static let interface = "org.engaged.Registers."

    /// Lists across engagements.
    static var registers: [CommandEntry] {
        [
            list("provider list", "Providers.", interface + "Providers", .providers, options: pages("ID")) {
                (question) throws(CommandFailure) in try question.page()
            },
            document("provider show", "All that is recorded of one provider.", "Provider", ["PROVIDER"], "provider"),
            list("person list", "Persons by handle, and the Unix users bound to them.", interface + "Persons",
                 .persons, options: pages("HANDLE")) { (question) throws(CommandFailure) in try question.page() },
            document("policy show", "The policy in force, and what is proposed.", "Policy", [], nil),
            list("obligations", "What falls due, by date.", interface + "Obligations", .obligations, options: [
                .value("engagement", "ID", "of this engagement only"),
                .flag("all", "closed ones as well"), .flag("closed", "only closed ones"),
            ] + pages("PLACE")) { (question) throws(CommandFailure) in
                let words = question.invocation.words
                let open: JSON? = words.has("closed") ? .boolean(false) : words.has("all") ? nil : .boolean(true)
                return try question.text("engagement", "engagement").setting("open", open).page()
            },
            list("exceptions", "Waivers, overrides, self-approvals and whatever else governance lists.",
                 interface + "Exceptions", .exceptions, options: pages("PLACE")) { (question) throws(CommandFailure) in
                     try question.page()
                 },
            list("trail", "The audit trail, one line an event.", interface + "Trail", .trail, options: [
                .value("stream", "STREAM", "of this stream only; an id alone is an engagement's"),
                .value("from", "POSITION", "the first position"), .value("to", "POSITION", "the last position"),
                types, limit,
            ] + PeriodWords.options()) { (question) throws(CommandFailure) in
                let stream = question.invocation.words.last("stream").map { JSON.string(Question.stream($0)) }
                return try question.setting("stream", stream).number("from", "from").number("to", "to")
                    .texts("type", "types").number("limit", "limit").period()
            },
            CommandEntry(
                words: ["sla", "show"],
                about: "How every service level stands: last closed period, running one, credits.",
                operands: ["ENGAGEMENT", "[CONTRACT]"],
                options: [.value("date", "DATE", "on which day; today where absent"), asOf, atLeast], run: scoreboard),
        ]
    }

    /// How a list goes on.
    private static func pages(_ place: String) -> [CommandOption] {
        [.value("after", place, "go on behind this place, as the list says it where it ends early"), limit]
    }

    /// A command that shows one document.
    private static func document(
        _ name: String, _ about: String, _ method: String, _ operands: [String], _ key: String?
    ) -> CommandEntry {
        CommandEntry(
            words: name.split(separator: " ").map(String.init), about: about, operands: operands,
            options: key == nil ? [asOf] : [asOf, atLeast],
            run: { (invocation) throws(CommandFailure) in
                try invocation.requireAtMost(operands.count)
                var question = try Question(invocation).moment()
                if let key { question = try question.operand(0, key) }
                let reply = try invocation.session.ask(interface + method, question.parameters)
                DocumentText.write(reply, invocation)
            })
    }

    private static func scoreboard(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(2)
        let question = try Question(invocation).moment().operand(0, "engagement").text("date", "date")
        let whole = try invocation.session.ask("org.engaged.Engagements.Scoreboard", question.parameters)
        let reply = try narrowed(whole, invocation)
        guard invocation.format == .table else {
            let rows = invocation.format == .json ? reply : reply["scoreboard"] ?? reply
            return Listing.scoreboard.write(rows, invocation)
        }
        Listing.scoreboard.write(reply["scoreboard"] ?? .object([]), invocation)
        let periods = reply["periods"]?.elements ?? []
        guard !periods.isEmpty else { return }
        invocation.output.line()
        Listing.periods.write(reply, invocation)
    }

    /// What is of the contract that the words name, or all of it.
    private static func narrowed(_ whole: JSON, _ invocation: Invocation) throws(CommandFailure) -> JSON {
        guard invocation.words.positionals.count > 1 else { return whole }
        _ = try PastCommands.contractPath(invocation)
        let contract = try invocation.operand(1)
        func ours(_ rows: JSON?) -> JSON {
            .array((rows?.elements ?? []).filter { $0["contract"]?.text == contract })
        }
        return whole.setting(["scoreboard", "lines"], to: ours(whole["scoreboard"]?["lines"]))
            .setting(["periods"], to: ours(whole["periods"])).setting(["credits"], to: ours(whole["credits"]))
    }
}

extension Listing {
    /// Closed periods, level by level.
    static let periods = Listing(
        rows: "periods",
        columns: [
            .plain("contract", "contract"), .plain("period", "first"), .plain("to", "last"),
            .plain("level", "level"), .word("status", "status"),
            Column(title: "value", key: "value", isRight: true) { row, _ in ExactText.shown(row["value"]?.text) },
            .plain("credit", "credit", right: true), .plain("proof", "position", right: true),
        ], empty: "no period is closed")
}
