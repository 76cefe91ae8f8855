internal import Lifecycle
internal import Schema
internal import Views

/// What is to be exported, and into which form.
struct ExportPlan {
    /// The forms.
    enum Format: String, CaseIterable {
        /// One JSON object a line.
        case jsonl
        /// One CloudEvent a line.
        case cloudevents
        /// RFC 4180.
        case csv
    }

    /// The log itself, beside the names of the views.
    static let record = "record"
    /// Everything that can be exported; the daemon knows each but the first.
    static let views = [
        record, "trail", "engagement", "obligation", "exception", "person", "provider", "credit", "period",
    ]

    let format: Format
    let view: String
    let engagement: String?
    let since: LogBound?
    let until: LogBound?
    let asOf: String?
    let file: String?
    let isResumed: Bool

    init(_ invocation: Invocation) throws(CommandFailure) {
        let words = invocation.words
        guard let format = words.last("format").flatMap(Format.init) else {
            throw .usage("audit export needs --format jsonl, cloudevents or csv", hint: invocation.entry.usage)
        }
        self.format = format
        view = words.last("view") ?? (format == .csv ? "trail" : ExportPlan.record)
        engagement = words.last("engagement")
        let period = try PeriodWords(words)
        since = period.since
        until = period.until
        asOf = words.last("as-of").map { Question.moment($0) }
        file = words.last("to")
        isResumed = words.has("resume")
        try check()
    }

    private func check() throws(CommandFailure) {
        guard ExportPlan.views.contains(view) else {
            let near = Nearness.best(view, ExportPlan.views).map { "did you mean \($0)?" }
            throw .usage("--view takes \(ExportPlan.views.joined(separator: ", ")), not \(view)", hint: near)
        }
        guard format != .cloudevents || view == ExportPlan.record else {
            throw .usage("CloudEvents are made of records; leave --view out")
        }
        guard (since == nil && until == nil) || [ExportPlan.record, "trail"].contains(view) else {
            throw .usage("--since and --until go with record and trail; every view takes --as-of")
        }
        guard !isResumed || file != nil else { throw .usage("--resume needs --to") }
        if let engagement, EngagementID(engagement) == nil { throw .badInput("\(engagement) is no engagement's id") }
    }

    /// What was asked for, as the export says it.
    var parameters: JSON {
        let all: [(String, String?)] = [
            ("engagement", engagement), ("since", since?.text), ("until", until?.text), ("asOf", asOf),
        ]
        return .object(all.compactMap { key, value in value.map { JSON.Member(key, .string($0)) } })
    }
}
