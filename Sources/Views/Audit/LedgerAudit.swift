public import Ledger

/// Everything that can be said of a ledger without trusting it: the file, the tree, checkpoints, what the life cycle
/// allows, the whole replay, and the views.
///
/// It reads and never writes beside the ledger; a views' file to compare with is built in the temporary folder.
public struct LedgerAudit {
    /// What is being done, for progress.
    public enum Stage: String, Sendable {
        case records, lifecycle, replay, views
    }

    /// The ledger's path.
    public var ledger: String
    /// A trusted key, and checkpoints kept elsewhere.
    public var demands = CheckDemands()
    /// Whether SQLite's own check of pages and indexes is made too.
    public var checksStructure = true
    /// Threads of the check of records.
    public var workers = 2
    /// The views' path, to be held against the ledger; none for no views.
    public var views: String?

    /// The path of the file of texts; none where it is not at hand.
    public var texts: String?
    /// Whether a writer has the files: what it adds meanwhile is not looked at.
    public var isLive = false

    /// An audit of the ledger at a path.
    public init(ledger: String) { self.ledger = ledger }

    /// Looks at everything, names each fault and goes on.
    ///
    /// - Parameters:
    ///   - progress: told the stage and how many events of how many are done.
    ///   - cancelled: asked now and then; true ends the audit.
    /// - Throws: `LedgerError` where the file cannot be read; damage is a fault in the report.
    public func run(progress: (Stage, Int64, Int64) -> Void = { _, _, _ in },
                    cancelled: () -> Bool = { false }) throws(LedgerError) -> AuditReport {
        var report = AuditReport()
        do throws(LedgerError) {
            try look(&report, progress, cancelled)
        } catch {
            guard case .fault(let fault) = error else { throw error }
            report.add([fault])
            report.isComplete = false
        }
        report.faults.sort { ($0.position ?? .max) < ($1.position ?? .max) }
        return report
    }

    private func look(_ report: inout AuditReport, _ progress: (Stage, Int64, Int64) -> Void,
                      _ cancelled: () -> Bool) throws(LedgerError) {
        let reader = try opened(&report)
        let check = try reader.fullCheck(structure: checksStructure, demands: demands, workers: workers,
                                         progress: { progress(.records, $0, $1) }, cancelled: cancelled)
        report.size = check.size
        report.root = check.root.description
        report.checkpoints = check.checkpoints
        report.origin = try reader.identity().origin
        if report.origin == nil {
            report.add([LedgerFault(.header, at: 0, "body of ledger.created", expected: "a member origin",
                                    found: "none")])
        }
        report.isCutOff = check.isCutOff
        report.isComplete = check.isComplete
        report.add(check.faults)
        guard check.isComplete else { return }
        report.remark(check, demands)
        let lives = try lookAtLives(reader, &report) { progress(.lifecycle, $0, check.size) }
        var replay = DomainReplay(streams: lives.streamNames)
        try replay.run(reader, size: check.size) { progress(.replay, $0, check.size) }
        report.replayed = replay.count
        report.add(replay.faults)
        try compareViews(&report) { progress(.views, $0, check.size) }
    }

    /// The life cycle of every stream, and the texts that its events speak of.
    private func lookAtLives(_ reader: LedgerReader, _ report: inout AuditReport,
                             _ progress: (Int64) -> Void) throws(LedgerError) -> LifecycleCheck {
        var lives = LifecycleCheck()
        lives.texts = try openedTexts(&report).map { TextsCheck($0) }
        try lives.run(reader, size: report.size, progress)
        report.add(lives.faults)
        if texts == nil { report.remarks.append("no file of texts was given, and none lies beside the ledger") }
        guard var check = lives.texts else { return lives }
        try check.finish(reader, size: report.size, isLive: isLive)
        report.add(check.faults)
        report.texts = check.count
        report.remark(texts: check.remarks)
        return lives
    }

    /// The file of texts; one that cannot be read as such is a fault.
    private func openedTexts(_ report: inout AuditReport) throws(LedgerError) -> TextsReader? {
        guard let texts else { return nil }
        do throws(LedgerError) {
            let reader = try TextsReader(auditing: texts, beside: ledger)
            if let fault = reader.schemaFault { report.add([fault]) }
            return reader
        } catch {
            guard case .fault(let fault) = error else { throw error }
            report.add([fault])
            return nil
        }
    }

    /// A schema that was changed is a fault, and no reason to stop while the rest can still be read.
    private func opened(_ report: inout AuditReport) throws(LedgerError) -> LedgerReader {
        let reader = try LedgerReader(auditing: ledger)
        if let fault = reader.schemaFault { report.add([fault]) }
        return reader
    }

    private func compareViews(_ report: inout AuditReport,
                              _ progress: (Int64) -> Void) throws(LedgerError) {
        guard let views else { return }
        let comparison = try ViewComparison(views: views, isLive: isLive, ledger: ledger, progress)
        report.views = comparison.compared.map(\.rawValue)
        report.add(comparison.faults)
    }
}
