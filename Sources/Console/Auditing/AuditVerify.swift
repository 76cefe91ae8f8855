internal import Glibc
internal import Ledger
internal import Schema
internal import Varlink
internal import Views

/// `audit verify`: everything that can be verified, of the daemon's ledger or of a file.
enum AuditVerify {
    static var entry: CommandEntry {
        CommandEntry(
            words: ["audit", "verify"],
            about: "Verify the whole log: records, tree, checkpoints, life cycle, replay, views.",
            options: [
                .value("ledger", "FILE", "a ledger's file, with the daemon stopped; else the daemon verifies its own"),
                .value("views", "FILE", "with --ledger: the views to hold against it"),
                .value("texts", "FILE", "with --ledger: the file of texts; texts.db beside the ledger where absent"),
                .value("against", "FILE", "a checkpoint that was kept elsewhere", repeats: true),
                .value("key", "KEY", "the verifier key that you trust, or a file that holds it"),
                .flag("quick", "without SQLite's own check of the file, and without the views"),
            ],
            detail: "Names each fault and goes on to the end. Exits with 4 where there is one. Who can write the file "
                + "and\nhas the key can make everything fit: only a checkpoint that you kept yourself (--against) "
                + "shows that.",
            run: run)
    }

    private static func run(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(0)
        let demands = try AuditDemands(invocation)
        let report = try examine(demands, invocation)
        show(report, invocation)
        let count = report["faults"]?.elements.count ?? 0
        guard count == 0, report["isComplete"] == .boolean(true) else {
            let number = report["isCutOff"] == .boolean(true) ? "more than \(count)" : "\(count)"
            throw CommandFailure(.verificationFailed, count == 0 ? "the verification did not come to its end"
                : "verification failed: \(number) \(count == 1 ? "fault" : "faults")")
        }
    }

    private static func examine(_ demands: AuditDemands, _ invocation: Invocation) throws(CommandFailure) -> JSON {
        let line = ProgressLine(invocation, "verifying")
        defer { line.end() }
        guard let path = invocation.words.last("ledger") else { return try ofDaemon(demands, line, invocation) }
        return try ofFile(path, demands, line, invocation)
    }

    private static func ofFile(
        _ path: String, _ demands: AuditDemands, _ line: ProgressLine, _ invocation: Invocation
    ) throws(CommandFailure) -> JSON {
        let path = try resolved(path)
        var audit = LedgerAudit(ledger: path)
        audit.demands = demands.check
        audit.checksStructure = !invocation.words.has("quick")
        audit.views = invocation.words.last("views")
        audit.texts = textsBeside(path)
        if let texts = invocation.words.last("texts") { audit.texts = try resolved(texts) }
        for file in [path, audit.views, audit.texts].compactMap(\.self) { try DatabaseFile.require(file) }
        let report: AuditReport
        do throws(LedgerError) {
            report = try audit.run(progress: { line.show($1, of: $2, $0.rawValue) })
        } catch {
            throw CommandFailure(.badInput, "\(error)")
        }
        return try shown(report)
    }

    /// Where a link leads: beside the file itself lie its log, which belongs to it, and the lock of whoever writes it.
    private static func resolved(_ path: String) throws(CommandFailure) -> String {
        guard let resolved = realpath(path, nil) else { return path }
        defer { free(resolved) }
        guard let name = String(validatingCString: resolved) else {
            throw .badInput("\(path) leads to a file whose name is no UTF-8")
        }
        return name
    }

    /// The report as the daemon would tell it; one that cannot be told so is no good report.
    private static func shown(_ report: AuditReport) throws(CommandFailure) -> JSON {
        do throws(JSONFault) {
            return try JSON(parsing: JSONWriter.encode(report))
        } catch {
            throw CommandFailure(.error, "the report cannot be shown: \(error)")
        }
    }

    /// `texts.db` in the ledger's folder, where it is there.
    private static func textsBeside(_ ledger: String) -> String? {
        let folder = ledger.lastIndex(of: "/").map { String(ledger[...$0]) } ?? ""
        let path = folder + "texts.db"
        return FileBytes.exists(path) ? path : nil
    }

    private static func ofDaemon(
        _ demands: AuditDemands, _ line: ProgressLine, _ invocation: Invocation
    ) throws(CommandFailure) -> JSON {
        let isQuick = JSON.boolean(invocation.words.has("quick"))
        let question = Question(invocation).setting("key", demands.check.key.map { .string($0.description) })
            .setting("against", .array(demands.check.against.map { .string($0.description) }))
            .setting("withoutStructure", isQuick).setting("withoutViews", isQuick)
        var report: JSON?
        do throws(VarlinkClientError) {
            try invocation.session.follow("org.engaged.Ledger.Verify", question.parameters) { reply in
                if let stage = reply["stage"]?.text {
                    line.show(reply["done"]?.number ?? 0, of: reply["of"]?.number ?? 0, stage)
                }
                if let found = reply["report"], found != .null { report = found }
                return report == nil
            }
        } catch {
            throw CommandFailure(error, from: "audit verify")
        }
        guard let report else { throw CommandFailure(.error, "the daemon ended the verification without a report") }
        return report
    }

    private static func show(_ report: JSON, _ invocation: Invocation) {
        let faults = report["faults"]?.elements ?? []
        switch invocation.format {
        case .json: invocation.output.line(PrettyJSON.text(report))
        case .jsonl: invocation.output.line(report.encoded)
        case .csv:
            remarks(report).forEach { invocation.output.note("note: \($0)") }
            invocation.output.line("position,kind,what,expected,found")
            for fault in faults { invocation.output.line(cells(fault).map(Listing.quoted).joined(separator: ",")) }
        case .table:
            for fault in faults { invocation.output.line(line(fault)) }
            table(report, isSound: faults.isEmpty, invocation)
        }
    }

    private static func cells(_ fault: JSON) -> [String] {
        [fault["position"]?.number.map { "\($0)" } ?? ""]
            + ["kind", "what", "expected", "found"].map { fault[$0]?.text ?? "" }
    }

    private static func line(_ fault: JSON) -> String {
        let cells = cells(fault)
        return (cells[0].isEmpty ? "" : "position \(cells[0]): ")
            + "\(cells[1]): \(cells[2]): expected \(cells[3]), found \(cells[4])"
    }

    /// What the verification could not say.
    private static func remarks(_ report: JSON) -> [String] { (report["remarks"]?.elements ?? []).compactMap(\.text) }

    private static func table(_ report: JSON, isSound: Bool, _ invocation: Invocation) {
        let size = report["size"]?.number ?? 0, checkpoints = report["checkpoints"]?.number ?? 0
        let views = report["views"]?.elements.count ?? 0
        let viewed = views > 0 ? ", \(views) views compared" : ""
        invocation.output.line(
            "\(size) events, \(checkpoints) checkpoints, \(report["replayed"]?.number ?? 0) replayed\(viewed)")
        invocation.output.line("root \(report["root"]?.text ?? "")")
        remarks(report).forEach { invocation.output.line("note: \($0)") }
        if isSound { invocation.output.line(invocation.terminal.paint("nothing is wrong", .green)) }
    }
}

/// What an auditor brings along.
struct AuditDemands {
    var check = CheckDemands()

    init(_ invocation: Invocation) throws(CommandFailure) {
        if let word = invocation.words.last("key") { check.key = try AuditDemands.key(word) }
        for path in invocation.words.all("against") {
            guard let note = SignedNote(try FileBytes.text(path)), Checkpoint(text: note.text) != nil else {
                throw .badInput("\(path) is no checkpoint: a signed note is wanted")
            }
            check.against.append(note)
        }
    }

    /// A key as it is, or from a file.
    static func key(_ word: String) throws(CommandFailure) -> VerifierKey {
        if let key = VerifierKey(word) { return key }
        let text = (try? FileBytes.text(word)) ?? ""
        let line = text.split(separator: "\n").first.map(String.init) ?? ""
        guard let key = VerifierKey(line) else {
            throw .usage("--key takes a verifier key, NAME+ID+BASE64, or a file that holds one, not \(word)")
        }
        return key
    }
}
