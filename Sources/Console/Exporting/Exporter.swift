internal import Schema
internal import Views

/// Streams an export: a piece from the daemon, a piece into the file, and nothing kept.
final class Exporter {
    private let plan: ExportPlan
    private let invocation: Invocation
    private let file: ExportFile
    private var cursor: ExportCursor?
    private var form: any ExportForm
    private var description: ExportDescription?
    private var rows: Int64 = 0
    private let progress: ProgressLine
    /// The largest position whose successor a message can carry.
    private static let positionMax: Int64 = (1 << 53) - 2

    init(_ plan: ExportPlan, _ invocation: Invocation) {
        self.plan = plan
        self.invocation = invocation
        file = ExportFile(plan.file, invocation.output)
        // A terminal that shows the rows themselves shows how far they have come.
        let isBeside = plan.file != nil || invocation.terminal.width == nil
        progress = ProgressLine(invocation, "exporting", isShown: isBeside)
        form = switch plan.format {
        case .jsonl: JSONLinesForm()
        case .cloudevents: CloudEventsForm()
        case .csv: CSVForm(columns: CopiedEvent.shape.columns)
        }
    }

    func run() throws(CommandFailure) {
        guard !file.isFinished else { return try wasFinished() }
        cursor = plan.isResumed ? try file.interrupted() : nil
        defer { progress.end() }
        if plan.view == ExportPlan.record { try exportRecords() } else { try exportRows() }
        guard let description, file.isOpen else { return }
        try file.put(form.tail(description, rows: rows))
        let about = plan.format == .csv ? description.json(rows: rows) : nil
        try file.finish(about: about)
        progress.end()
        if plan.file == nil, let about { invocation.output.note(about.encoded) }
        guard let path = plan.file else { return }
        invocation.output.line("\(path): \(rows) rows as of position \(description.position)")
    }

    private func wasFinished() throws(CommandFailure) {
        guard plan.isResumed else {
            throw CommandFailure(.badInput, "\(plan.file ?? "") exists; nothing is overwritten")
        }
        invocation.output.line("\(plan.file ?? "") is finished already")
    }

    private func exportRecords() throws(CommandFailure) {
        let last = if let cursor { Optional(cursor.description.position) } else { try asOfPosition() }
        let from = cursor.flatMap { Int64($0.after) }
        let request = CopyRequest(
            from: from, to: last.map { $0 + 1 }, streams: plan.engagement.map { ["engagement/" + $0] } ?? [],
            since: plan.since, until: plan.until, chosenOnly: true)
        try invocation.session.pieces("org.engaged.Ledger.Copy", request, CopyChunk.self) {
            (piece) throws(CommandFailure) in
            if let start = piece.start {
                if cursor == nil, let last, start.size <= last {
                    throw .badInput("asOf: the log ends at position \(start.size - 1)")
                }
                try begin(start.ledger, start.origin, start.size - 1, start.root)
            }
            guard let description else { return false }
            var bytes: [UInt8] = []
            bytes.reserveCapacity(1 << 19)
            for event in piece.events { form.add(event, description, to: &bytes) }
            try wrote(bytes, piece.events.count, after: "\(piece.next)", at: piece.next)
            return file.isOpen
        }
    }

    private func exportRows() throws(CommandFailure) {
        let request = RowsQuestion(
            view: plan.view, asOf: cursor.map { "\($0.description.position)" } ?? plan.asOf,
            engagement: plan.engagement, since: plan.since, until: plan.until, after: cursor?.after)
        try invocation.session.pieces("org.engaged.Registers.Rows", request, RowsPiece.self) {
            (piece) throws(CommandFailure) in
            if let start = piece.start {
                if plan.format == .csv { form = CSVForm(columns: start.columns) }
                try begin(start.ledger, start.origin, start.position, start.root)
            }
            var bytes: [UInt8] = []
            for row in piece.rows { try form.add(row, to: &bytes) }
            try wrote(bytes, piece.rows.count, after: piece.next ?? "", at: rows)
            return file.isOpen
        }
    }

    /// Fixes what is exported, or holds it against what an earlier run had fixed.
    private func begin(_ ledger: String, _ origin: String, _ position: Int64, _ root: Digest) throws(CommandFailure) {
        let fresh = ExportDescription(
            export: ExportDescription.word, ledger: ledger, origin: origin, view: plan.view,
            format: plan.format.rawValue, parameters: plan.parameters, position: position, size: position + 1,
            root: root, made: cursor?.description.made ?? LocalTime.now)
        description = fresh
        if let cursor {
            guard cursor.description == fresh else {
                throw .unsound("what lies unfinished at \(plan.file ?? "") is another export, or of another log")
            }
            rows = cursor.rows
            return try file.open(from: cursor.bytes)
        }
        try file.open(from: nil)
        try file.put(form.head(fresh))
        try file.remember(fresh, rows: 0, after: "")
    }

    private func wrote(_ bytes: [UInt8], _ count: Int, after: String, at place: Int64) throws(CommandFailure) {
        guard let description else { return }
        try file.put(bytes)
        rows += Int64(count)
        if !after.isEmpty { try file.remember(description, rows: rows, after: after) }
        progress.show(plan.view == ExportPlan.record ? place : rows, of: description.size)
    }

    /// The position that `--as-of` means; the views know when what was recorded.
    private func asOfPosition() throws(CommandFailure) -> Int64? {
        guard let asOf = plan.asOf else { return nil }
        if let position = Int64(asOf) {
            guard position >= 0 else { throw .badInput("asOf: positions begin at 0") }
            return min(position, Self.positionMax)
        }
        let question = JSON.object([.init("asOf", .string(asOf)), .init("limit", .integer(1))])
        return try invocation.session.ask("org.engaged.Registers.Trail", question)["position"]?.number
    }
}
