internal import Glibc
internal import Schema
internal import Varlink

/// `log`: the log itself from a cursor on, once or for ever, without a gap.
enum LogCommand {
    static var all: [CommandEntry] {
        [CommandEntry(
            words: ["log"], about: "The log as recorded; --follow goes on as events come.",
            options: [
                .flag("follow", "go on with what comes, through restarts of the daemon", letter: "F"),
                .value("from", "POSITION", "the first position"),
                .value("after-cursor", "POSITION", "begin behind this position"),
                .value("cursor-file", "FILE", "begin where the file says, and keep it up to date"),
                .value("engagement", "ID", "of this engagement only"), ReadingCommands.types,
            ] + PeriodWords.options(),
            detail: "A cursor is the position of the last event seen. With --cursor-file a follower that is started "
                + "anew\ngoes on where it ended, without a gap; what was written last may come twice after a crash.",
            run: run)]
    }

    private static func run(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(0)
        let period = try PeriodWords(invocation.words)
        guard period.until == nil || !invocation.words.has("follow") else {
            throw .usage("--follow goes on for ever and --until ends; leave one of them out")
        }
        var reader = LogFollower(invocation, period, next: try start(invocation.words))
        try reader.run()
    }

    /// The first position wanted; none for the beginning.
    private static func start(_ words: ParsedWords) throws(CommandFailure) -> Int64? {
        if let path = words.last("cursor-file"), access(path, F_OK) == 0 {
            let text = String(decoding: try FileBytes.read(path), as: UTF8.self)
            let digits = text.prefix { $0.isNumber }
            guard let cursor = Int64(digits), cursor < .max else {
                throw CommandFailure(.configuration, "\(path) holds no cursor")
            }
            return cursor + 1
        }
        if let word = words.last("after-cursor") { return try position(word, "after-cursor") + 1 }
        return try words.last("from").map { (word) throws(CommandFailure) in try position(word, "from") }
    }

    private static func position(_ word: String, _ option: String) throws(CommandFailure) -> Int64 {
        guard let position = Int64(word), position >= -1, position < .max else {
            throw .usage("--\(option) takes a position, not \(word)")
        }
        return position
    }
}

/// Reads the subscription and writes events down.
struct LogFollower {
    private let invocation: Invocation
    private let isFollowing: Bool
    private let types: Set<String>
    private let cursorFile: String?
    private let period: PeriodWords
    private var next: Int64?
    private var isCaughtUp = false
    private var failure: CommandFailure?

    init(_ invocation: Invocation, _ period: PeriodWords, next: Int64?) {
        self.invocation = invocation
        self.period = period
        self.next = next
        isFollowing = invocation.words.has("follow")
        types = Set(invocation.words.all("type"))
        cursorFile = invocation.words.last("cursor-file")
    }

    /// Until the log's end, or for ever; a follower outlives the daemon's restarts.
    mutating func run() throws(CommandFailure) {
        if invocation.format == .csv { invocation.output.line("position,stream,version,type,effective,actor,body") }
        while true {
            do throws(VarlinkClientError) {
                try once()
            } catch {
                guard isFollowing, LogFollower.mayComeBack(error), next != nil || isCaughtUp else {
                    throw CommandFailure(error, from: "log")
                }
                invocation.output.note("engagectl: \(error); going on from position \(next ?? 0)")
                sleep(1)
                continue
            }
            if let failure { throw failure }
            guard isFollowing, !invocation.output.isClosed else { return }
            sleep(1)
        }
    }

    private mutating func once() throws(VarlinkClientError) {
        let question = Question(invocation).setting("from", next.map { .integer($0) })
            .text("engagement", "engagement").period(period)
        var follower = self
        defer { self = follower }
        try invocation.session.follow("org.engaged.Ledger.Subscribe", question.parameters) { follower.take($0) }
    }

    private static func mayComeBack(_ error: VarlinkClientError) -> Bool {
        switch error {
        case .closed, .noService, .system, .timeout: true
        case .remote, .protocolViolation: false
        }
    }

    private mutating func take(_ reply: JSON) -> Bool {
        if let event = reply["event"], event != .null { show(event) }
        if let position = reply["next"]?.number { next = position }
        if reply["caughtUp"] == .boolean(true) { isCaughtUp = true }
        if isCaughtUp { saveCursor() }
        return failure == nil && !invocation.output.isClosed && (isFollowing || !isCaughtUp)
    }

    private mutating func saveCursor() {
        guard let cursorFile, let next, next > 0, !invocation.output.isClosed else { return }
        do throws(CommandFailure) {
            try FileBytes.replace(cursorFile, with: "\(next - 1)\n")
        } catch {
            failure = error
        }
    }

    private func show(_ event: JSON) {
        guard types.isEmpty || types.contains(event["type"]?.text ?? "") else { return }
        switch invocation.format {
        case .json, .jsonl: invocation.output.line(event.encoded)
        case .csv:
            let keys = ["position", "stream", "version", "type", "effective", "actor", "body"]
            invocation.output.line(keys.map { Listing.quoted(PrettyJSON.cell(event[$0])) }.joined(separator: ","))
        case .table: invocation.output.line(line(event))
        }
    }

    private func line(_ event: JSON) -> String {
        let type = event["type"]?.text ?? "", body = event["body"] ?? .object([])
        let words = [
            "#\(event["position"]?.number ?? 0)",
            LocalTime.text(event["recorded"]?.text ?? "", utc: invocation.terminal.utc),
            event["stream"]?.text ?? "", type, EventWords.summary(type, body) ?? body.encoded,
        ]
        return DisplayWidth.cut(words.joined(separator: "  "), invocation.terminal.width)
    }
}
