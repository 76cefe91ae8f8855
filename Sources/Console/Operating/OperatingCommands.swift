internal import Schema
internal import Varlink

/// Commands for whoever runs the daemon.
enum OperatingCommands {
    /// In the order of help.
    static var all: [CommandEntry] {
        [
            CommandEntry(
                words: ["doctor"], about: "Whether the daemon is well: configuration, files, space, clock, backup.",
                detail: "Ends with 1 where something is bad; warnings alone are no failure.", run: doctor),
            CommandEntry(
                words: ["metrics"], about: "The daemon's figures, as OpenMetrics text.", run: metrics),
            CommandEntry(
                words: ["log-level"], about: "Change how much the journal is told, until the next reload.",
                operands: ["error|warning|notice|info|debug"], run: logLevel),
            CommandEntry(
                words: ["reload"], about: "Have the daemon take roles and log level from its configuration anew.",
                run: reload),
            CommandEntry(
                words: ["time", "confirm"],
                about: "Accept the wall clock after a leap of more than ten minutes; recording resumes.",
                run: confirmTime),
        ]
    }

    private static func doctor(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(0)
        let reply = try invocation.session.ask("org.engaged.Operations.Health")
        let info = try invocation.session.ask("org.varlink.service.GetInfo")
        let checks = [release(info, invocation)] + (reply["checks"]?.elements ?? [])
        if invocation.format == .table { show(checks, invocation) } else { write(checks, invocation) }
        let bad = checks.filter { $0["verdict"]?.text == "bad" }.count
        guard bad == 0 else {
            throw CommandFailure(.error, bad == 1 ? "one thing is bad" : "\(bad) things are bad")
        }
    }

    /// The daemon answers, and is of this program's release.
    private static func release(_ info: JSON, _ invocation: Invocation) -> JSON {
        let daemon = info["version"]?.text ?? "?"
        let isSame = BasicCommands.versionLine.hasSuffix(" " + daemon)
        var members = [
            JSON.Member("name", .string("daemon")), .init("verdict", .string(isSame ? "good" : "warning")),
            .init("detail", .string("\(daemon) answers at \(invocation.session.path)")),
        ]
        if !isSame {
            let hint = "\(BasicCommands.versionLine) is of another release; systemctl restart engaged"
            members.append(.init("hint", .string(hint)))
        }
        return .object(members)
    }

    private static func write(_ checks: [JSON], _ invocation: Invocation) {
        Listing(
            rows: "checks",
            columns: ["name", "verdict", "detail", "hint"].map { .plain($0, $0) }, empty: "nothing was looked at"
        ).write(.object([.init("checks", .array(checks))]), invocation)
    }

    private static func show(_ checks: [JSON], _ invocation: Invocation) {
        let width = checks.map { ($0["name"]?.text ?? "").count }.max() ?? 0
        for check in checks {
            let name = DisplayWidth.pad(check["name"]?.text ?? "", width)
            let verdict = check["verdict"]?.text ?? "?"
            let word = invocation.terminal.paint(DisplayWidth.pad(verdict, 7), style(verdict))
            invocation.output.line("\(word)  \(name)  \(check["detail"]?.text ?? "")")
            if let hint = check["hint"]?.text { invocation.output.line("         → " + hint) }
        }
    }

    private static func style(_ verdict: String) -> Terminal.Style {
        switch verdict {
        case "good": .green
        case "warning": .yellow
        default: .red
        }
    }

    private static func metrics(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(0)
        let reply = try invocation.session.ask("org.engaged.Operations.Metrics")
        guard invocation.format == .table else { return DocumentText.write(reply, invocation) }
        invocation.output.put(reply["text"]?.text ?? "")
    }

    private static let levels = ["error": 3, "warning": 4, "notice": 5, "info": 6, "debug": 7]

    private static func logLevel(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(1)
        let name = try invocation.operand(0)
        guard let level = levels[name] else {
            throw .usage("\(name) is no level; levels are error, warning, notice, info, debug")
        }
        _ = try invocation.session.ask(
            "io.systemd.service.SetLogLevel", .object([.init("level", .integer(Int64(level)))]))
        invocation.output.line("log level \(name), until the next reload or restart")
    }

    private static func confirmTime(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(0)
        let reply = try invocation.session.ask("org.engaged.Ledger.ConfirmTime")
        invocation.output.line("the time is accepted as \(LocalTime.text(reply["now"]?.text ?? "", utc: true))")
    }

    private static func reload(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(0)
        do throws(CommandFailure) {
            _ = try invocation.session.ask("io.systemd.service.Reload")
        } catch {
            throw OperatingCommands.notReloaded(error)
        }
        invocation.output.line("roles and log level were taken anew")
    }

    /// What the daemon does not take is no trouble of its own: it goes on.
    private static func notReloaded(_ failure: CommandFailure) -> CommandFailure {
        guard let place = failure.message.firstRange(of: "configuration not reloaded: ") else { return failure }
        return CommandFailure(
            .configuration, String(failure.message[place.lowerBound...]),
            hint: "the one before stays in force; when engaged --check is content, reload again", json: failure.json)
    }
}
