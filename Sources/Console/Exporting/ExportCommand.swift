/// `audit export`: the log or a view, for tools that are not ours.
enum ExportCommand {
    static var all: [CommandEntry] {
        [CommandEntry(
            words: ["audit", "export"],
            about: "The log as JSON Lines or CloudEvents, or any view as CSV, with its tree head.",
            options: [
                CommandOption(
                    name: "format", value: "FORMAT", about: "jsonl, cloudevents or csv",
                    choices: ExportPlan.Format.allCases.map(\.rawValue), isRequired: true),
                .value("view", "NAME", "what to export; record, or trail for CSV, where absent",
                       choices: ExportPlan.views),
                .value("engagement", "ID", "of this engagement only"),
            ] + PeriodWords.options("of record and trail: ") + [
                ReadingCommands.asOf,
                .value("to", "FILE", "where to write; standard output where absent"),
                .flag("resume", "go on with an interrupted export to the same FILE"),
            ],
            detail: "Every export names its source, parameters, position, number of rows and tree head: in its first "
                + "and last\nline, and of CSV in FILE.json. FILE appears when it is whole; until then it is "
                + "FILE.partial.",
            run: { (invocation) throws(CommandFailure) in
                try invocation.requireAtMost(0)
                PrivateFiles.close()
                try Exporter(try ExportPlan(invocation), invocation).run()
            })]
    }
}
