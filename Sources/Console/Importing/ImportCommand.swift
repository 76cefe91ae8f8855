internal import Lifecycle
internal import Schema

/// `kpi import ENGAGEMENT FILE.csv`: a file of figures, all or none.
enum ImportCommand {
    /// As many rows as one command takes; a longer file goes in pieces, each of which is all or none.
    static let rowsMax = 20_000

    /// The command, where the domain has one that takes rows.
    static var all: [CommandEntry] {
        CommandIndex.command(typedAs: "kpi import").map { [entry(RecordingCommand($0))] } ?? []
    }

    private static func entry(_ command: RecordingCommand) -> CommandEntry {
        var entry = command.entry
        entry.operands = ["ENGAGEMENT", "[FILE.csv]"]
        entry.options.append(
            .value("source", "CODE", "where figures come from, unless the file has a column; csv where absent"))
        entry.detail += "\n" + """

            FILE.csv has a header as date;metric;numerator;denominator;unit;sample (or value; from and to; segment;
            source), with semicolons, commas or tabs; - reads standard input. What is wrong is told line by line and
            nothing is recorded then. Its command id follows from its content: importing the same file again changes
            nothing.
            A file of more than \(rowsMax) rows goes in pieces of as many, each all or none.
            """
        let generic = entry.run
        entry.run = { (invocation) throws(CommandFailure) in
            if invocation.words.positionals.count < 2 { return try generic(invocation) }
            try importFile(invocation, command)
        }
        return entry
    }

    private static func importFile(_ invocation: Invocation, _ command: RecordingCommand) throws(CommandFailure) {
        try invocation.requireAtMost(2)
        let path = try invocation.operand(1)
        let source = invocation.words.last("source") ?? "csv"
        let file = try MeasurementFile(try FileBytes.read(path), name: path, source: source)
        let base = try command.form.message(invocation.words, over: .object([]))
        var recorded = 0, warnings: [JSON] = [], last = JSON.object([])
        let line = ProgressLine(invocation, "importing rows", isShown: file.rows.count > rowsMax)
        defer { line.end() }
        for start in stride(from: 0, to: file.rows.count, by: rowsMax) {
            line.show(Int64(start), of: Int64(file.rows.count))
            let rows = Array(file.rows[start..<min(start + rowsMax, file.rows.count)])
            last = try send(base.setting(["rows"], to: .array(rows)), command, invocation)
            recorded += last["events"]?.elements.count ?? 0
            warnings += last["warnings"]?.elements ?? []
        }
        line.end()
        ImportSummary(rows: file.rows.count, events: recorded, warnings: warnings, last: last).show(path, invocation)
    }

    /// Sends one piece under the id that follows from it.
    private static func send(
        _ message: JSON, _ command: RecordingCommand, _ invocation: Invocation
    ) throws(CommandFailure) -> JSON {
        let id = message["commandId"]?.text ?? CommandNumber.derived(from: message.encoded).description
        return try command.reply(message.setting(["commandId"], to: .string(id)), invocation)
    }
}

/// What an import came to.
struct ImportSummary {
    var rows: Int
    var events: Int
    var warnings: [JSON]
    var last: JSON

    func show(_ path: String, _ invocation: Invocation) {
        let isRepeated = last["repeated"] == .boolean(true)
        switch invocation.format {
        case .json: invocation.output.line(PrettyJSON.text(json(isRepeated)))
        case .jsonl: invocation.output.line(json(isRepeated).encoded)
        case .csv:
            invocation.output.line("rows,events,repeated")
            invocation.output.line("\(rows),\(events),\(isRepeated)")
        case .table: table(path, isRepeated, invocation)
        }
    }

    private func table(_ path: String, _ isRepeated: Bool, _ invocation: Invocation) {
        if invocation.words.has("dry-run") {
            invocation.output.line("\(path): \(rows) rows would record \(events) events; nothing was")
        } else if isRepeated {
            invocation.output.line("\(path): imported before; nothing changed")
        } else {
            invocation.output.line("\(path): \(rows) rows, \(events) events recorded, up to position "
                + "\(last["position"]?.number ?? 0)")
        }
        let words = warnings.compactMap(\.text)
        for warning in words.prefix(10) { invocation.output.line(invocation.terminal.paint("  ! " + warning, .yellow)) }
        if words.count > 10 { invocation.output.line("  ! … and \(words.count - 10) more remarks") }
    }

    private func json(_ isRepeated: Bool) -> JSON {
        .object([
            .init("rows", .integer(Int64(rows))), .init("events", .integer(Int64(events))),
            .init("repeated", .boolean(isRepeated)), .init("position", last["position"] ?? .null),
            .init("version", last["version"] ?? .null), .init("warnings", .array(warnings)),
        ])
    }
}
