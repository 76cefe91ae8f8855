internal import Lifecycle
internal import Schema
internal import Views

/// `audit bundle`: one file that an auditor checks with nothing else at hand.
enum BundleCommand {
    static var all: [CommandEntry] {
        [CommandEntry(
            words: ["audit", "bundle"],
            about: "One file for an auditor: every header, the chosen bodies, checkpoint, key, policy, reports.",
            options: [
                .value("engagement", "ID", "bodies of this engagement; of all where absent", repeats: true),
                .value("provider", "ID", "bodies of this provider", repeats: true),
            ] + PeriodWords.options("bodies of events ") + [
                CommandOption(name: "to", value: "FILE", about: "where to write", isRequired: true),
                .flag("texts", "with the free texts of the chosen bodies"),
                .flag("no-reports", "without the reports"),
            ],
            detail: """
                Its form stands in Schemas/bundle.md. Since every header is in it and all hash to the root, nothing of
                what was chosen can have been left out. The bodies of governance (policies, persons, exceptions) are
                always in it.
                """,
            run: { (invocation) throws(CommandFailure) in
                try invocation.requireAtMost(0)
                PrivateFiles.close()
                try Bundler(invocation).run()
            })]
    }
}

/// Asks the daemon for what a bundle is made of, and writes it.
final class Bundler {
    private let invocation: Invocation
    private let path: String
    private let request: CopyRequest
    private let writer: BundleWriter
    private let progress: ProgressLine
    private var digests: Set<Digest> = []
    private var start: CopyStart?
    private var signed: Int64 = 0
    private var hasEnded = false

    /// What is reported on, engagement by engagement; the trail of all of them would be the headers once more.
    private static let reports = ["engagement", "trail", "obligation", "exception", "credit", "period"]

    init(_ invocation: Invocation) throws(CommandFailure) {
        self.invocation = invocation
        guard let path = invocation.words.last("to") else {
            throw .usage("audit bundle needs --to", hint: invocation.entry.usage)
        }
        self.path = path
        request = try Bundler.request(invocation.words)
        writer = try BundleWriter(path)
        progress = ProgressLine(invocation, "bundling events")
    }

    private static func request(_ words: ParsedWords) throws(CommandFailure) -> CopyRequest {
        let engagements = words.all("engagement"), providers = words.all("provider")
        for id in engagements where EngagementID(id) == nil { throw .badInput("\(id) is no engagement's id") }
        for id in providers where ProviderID(id) == nil { throw .badInput("\(id) is no provider's id") }
        let period = try PeriodWords(words)
        let streams = Set(engagements.map { "engagement/" + $0 } + providers.map { "provider/" + $0 })
        return CopyRequest(
            streams: streams.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) },
            whole: [StreamID.governance.name], since: period.since, until: period.until)
    }

    func run() throws(CommandFailure) {
        defer { progress.end() }
        do throws(CommandFailure) {
            try write()
        } catch {
            writer.abandon()
            throw error
        }
    }

    private func write() throws(CommandFailure) {
        try events()
        guard let start, hasEnded, writer.events == start.size else { throw .unsound("the copy broke off") }
        if invocation.words.has("texts") { try texts() }
        if !invocation.words.has("no-reports") { try reports(start) }
        try writer.finish()
        progress.end()
        show(start)
    }

    private func events() throws(CommandFailure) {
        let checkpoints = try BundleCheckpoints(invocation.session)
        try invocation.session.pieces("org.engaged.Ledger.Copy", request, CopyChunk.self) {
            (piece) throws(CommandFailure) in
            if let start = piece.start { try begin(start, checkpoints) }
            for event in piece.events {
                try writer.event(event)
                if let body = event.body { collect(body) }
            }
            if piece.end != nil { hasEnded = true }
            progress.show(writer.events, of: start?.size ?? 0)
            return true
        }
    }

    private func begin(_ start: CopyStart, _ checkpoints: BundleCheckpoints) throws(CommandFailure) {
        self.start = start
        signed = checkpoints.size
        try writer.manifest(BundleManifest(
            start: start, request: request, checkpoint: checkpoints.note, keys: checkpoints.keys,
            vouchers: checkpoints.vouchers, made: LocalTime.now))
    }

    private func collect(_ body: VerbatimObject) {
        guard invocation.words.has("texts"), let json = try? JSON(parsing: body.bytes) else { return }
        collect(json)
    }

    private func collect(_ json: JSON) {
        switch json {
        case .string(let text): Digest(text).map { _ = digests.insert($0) }
        case .array(let elements): for element in elements { collect(element) }
        case .object(let members): for member in members { collect(member.value) }
        case .null, .boolean, .integer: break
        }
    }

    private func texts() throws(CommandFailure) {
        let wanted = digests.sorted()
        for first in stride(from: 0, to: wanted.count, by: 1_000) {
            let part = wanted[first..<min(first + 1_000, wanted.count)].map { JSON.string($0.description) }
            let reply = try invocation.session.ask(
                "org.engaged.Ledger.Texts", .object([.init("digests", .array(part))]))
            for text in reply["texts"]?.elements ?? [] {
                guard let content = text["text"]?.text, let salt = text["salt"]?.text,
                    let digest = text["digest"]?.text.flatMap({ Digest($0) })
                else { continue }
                try writer.text(content, salt: salt, digest: digest)
            }
        }
    }

    private func reports(_ start: CopyStart) throws(CommandFailure) {
        let engagements = invocation.words.all("engagement")
        for name in Bundler.reports where name != "trail" || !engagements.isEmpty {
            for engagement in engagements.isEmpty ? [nil] : Set(engagements).sorted().map({ Optional($0) }) {
                try report(name, engagement, position: start.size - 1)
            }
        }
    }

    /// One report as CSV, as of the bundle's last event.
    private func report(_ view: String, _ engagement: String?, position: Int64) throws(CommandFailure) {
        let isTrail = view == "trail"
        let question = RowsQuestion(
            view: view, asOf: "\(position)", engagement: engagement, since: isTrail ? request.since : nil,
            until: isTrail ? request.until : nil, after: nil)
        var content: [UInt8] = [], rows: Int64 = 0
        var form = CSVForm(columns: [])
        try invocation.session.pieces("org.engaged.Registers.Rows", question, RowsPiece.self) {
            (piece) throws(CommandFailure) in
            if let start = piece.start {
                form = CSVForm(columns: start.columns)
                content = form.header
            }
            for row in piece.rows { try form.add(row, to: &content) }
            rows += Int64(piece.rows.count)
            return true
        }
        let name = ([view] + (engagement.map { [$0.lowercased()] } ?? [])).joined(separator: ".")
        try writer.report(name, String(decoding: content, as: UTF8.self), position: position, rows: rows)
    }

    private func show(_ start: CopyStart) {
        let reply = JSON.object([
            .init("place", .string(path)), .init("size", .integer(start.size)),
            .init("root", .string(start.root.description)), .init("bodies", .integer(writer.bodies)),
            .init("texts", .integer(writer.texts)), .init("reports", .integer(writer.reports)),
        ])
        if signed < start.size {
            invocation.output.note("events from \(signed) on are under no signature; an operator makes a checkpoint: "
                + "engagectl audit checkpoint")
        }
        guard invocation.format == .table else { return DocumentText.write(reply, invocation) }
        invocation.output.line(
            "\(path): \(start.size) headers, \(writer.bodies) bodies, \(writer.texts) texts, \(writer.reports) reports")
        invocation.output.line("root \(start.root)")
    }
}
