import Ledger
import Lifecycle
import Schema
import Views

/// The events of one stream with their bodies, their texts and, on request, what each changed.
struct HistoryQuery: Query {
    var stream: StreamName
    var from: Int64?
    var to: Int64?
    var types: [String]
    var patch: Bool?
    var limit: Int64?
    var asOf: AsOf?
    var atLeast: Int64?
    static let fields = Fields(
        Self.init,
        Field("stream", \Self.stream, "which stream"),
        Field("from", \.from, "the first version wanted; the last 1,000 events where absent"),
        Field("to", \.to, "the last version wanted"),
        Field("types", \.types, "only of these wire names"),
        Field("patch", \.patch, "with what each event changed"),
        Field("limit", \.limit, "how many at most; 1,000 where absent, never more"),
        Field("asOf", \.asOf, "an earlier position or time; now where absent"),
        Field("atLeast", \.atLeast, "wait until the views have come to this position"))
    static let method = "History"
    static let about = "The events of a stream in order, with bodies, texts, and what each changed."
    var subject: StreamID? { stream.stream }

    struct Reply: Message {
        var position: Int64
        var events: [HistoryEvent]
        var next: Int64?
        static let fields = Fields(
            Self.init,
            Field("position", \Self.position, "the position at which this holds"),
            Field("events", \.events, "in order of version"),
            Field("next", \.next, "the version to go on from, where there are more"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        let moment = try library.moment(asOf, atLeast)
        let range = try versions(library, moment)
        let lines = try library.lines(stream.stream, from: range.lowerBound, to: range.upperBound, patch ?? false)
        let bodies = try library.bodies(stream.stream, range)
        let events = zip(lines, bodies).compactMap { line, body in
            types.isEmpty || types.contains(line.event.type) ? HistoryEvent(line, body, library) : nil
        }
        let last = range.upperBound
        return Reply(
            position: moment.position, events: events, next: last < (to ?? .max) && lines.count == range.count
                ? try library.lastVersion(stream.stream, moment) > last ? last + 1 : nil : nil)
    }

    /// The versions to show, at most the limit.
    private func versions(_ library: Library, _ moment: Moment) throws(QueryFault) -> ClosedRange<Int64> {
        let last = try library.lastVersion(stream.stream, moment)
        guard last > 0 else { throw .notFound(stream.stream.name) }
        let count = Int64(Bound.rows(limit))
        let end = min(max(to ?? last, 1), last)
        let first = max(from ?? (end - count + 1), 1)
        guard first <= end else { throw .badInput(field: "from", message: "the stream ends at version \(last)") }
        return first...min(end, first + count - 1)
    }
}

/// One event as history shows it.
struct HistoryEvent: Message {
    var event: TrailRow
    var command: String
    var body: VerbatimObject
    var texts: [ResolvedText]
    var changes: [Change]
    static let fields = Fields(
        Self.init(event:command:body:texts:changes:),
        Field("event", \Self.event, "the event's line"),
        Field("command", \.command, "id of the command"),
        Field("body", \.body, "the payload as stored"),
        Field("texts", \.texts, "the free texts that the body names by their digests, where not erased"),
        Field("changes", \.changes, "what it changed in the stream's state, where asked for"))

    init(event: TrailRow, command: String, body: VerbatimObject, texts: [ResolvedText], changes: [Change]) {
        self.event = event
        self.command = command
        self.body = body
        self.texts = texts
        self.changes = changes
    }

    init(_ line: HistoryEntry, _ stored: StoredEvent, _ library: Library) {
        self.init(
            event: line.event, command: stored.command, body: VerbatimObject(validated: stored.body),
            texts: ResolvedText.all(in: stored.body, library), changes: line.changes)
    }
}

/// A free text and the digest by which the log knows it.
struct ResolvedText: Message {
    var digest: Schema.Digest
    var text: String
    static let fields = Fields(
        Self.init,
        Field("digest", \Self.digest, "as it stands in the body"),
        Field("text", \.text, "what was said"))

    /// Those that a body names and that are still there.
    static func all(in body: [UInt8], _ library: Library) -> [ResolvedText] {
        guard let json = try? JSON(parsing: body) else { return [] }
        var found: [ResolvedText] = []
        collect(json) { digest in
            if !found.contains(where: { $0.digest == digest }), let text = library.text(digest) {
                found.append(ResolvedText(digest: digest, text: text))
            }
        }
        return found
    }

    private static func collect(_ json: JSON, _ take: (Schema.Digest) -> Void) {
        switch json {
        case .string(let text): Schema.Digest(text).map(take)
        case .array(let elements): for element in elements { collect(element, take) }
        case .object(let members): for member in members { collect(member.value, take) }
        case .null, .boolean, .integer: break
        }
    }
}

extension Library {
    /// Lines of a stream's events, without what they changed.
    func lines(_ stream: StreamID, from: Int64, to: Int64) throws(QueryFault) -> [TrailRow] {
        guard from <= to else { return [] }
        let first = try event(stream, from), last = try event(stream, to)
        guard let first, let last else { return [] }
        let views = try open().views
        return try QueryFault.of { () throws(ViewError) in
            try views.trail(stream: stream, from: first.position, to: last.position, limit: 1_000).events
        }
    }

    /// Entries of a stream's events, with or without what they changed.
    func lines(
        _ stream: StreamID, from: Int64, to: Int64, _ patch: Bool
    ) throws(QueryFault) -> [HistoryEntry] {
        guard patch else {
            return try lines(stream, from: from, to: to).map { HistoryEntry(event: $0, changes: []) }
        }
        let states = try open().states
        return try QueryFault.of { () throws(ViewError) in
            try states.history(stream, from: from, to: to, limit: Int(to - from + 1))
        }
    }

    /// The stored events of some versions.
    func bodies(_ stream: StreamID, _ versions: ClosedRange<Int64>) throws(QueryFault) -> [StoredEvent] {
        try ledger { (reader) throws(LedgerError) in
            var events: [StoredEvent] = []
            try reader.scan(stream: stream.name, from: versions.lowerBound) { row in
                guard row.version <= versions.upperBound else { return false }
                events.append(row.copied())
                return true
            }
            return events
        }
    }

    /// One stored event by its version.
    func event(_ stream: StreamID, _ version: Int64) throws(QueryFault) -> StoredEvent? {
        try bodies(stream, version...version).first
    }

    /// The stream's last version at a moment; 0 where it had no event.
    func lastVersion(_ stream: StreamID, _ moment: Moment) throws(QueryFault) -> Int64 {
        guard moment.asOf != nil else {
            return try ledger { (reader) throws(LedgerError) in try reader.version(of: stream.name) }
        }
        let states = try open().states
        return try QueryFault.of { () throws(ViewError) in try states.version(stream, asOf: moment.asOf) }
    }
}

extension StateReader {
    /// The stream's last version at a position.
    fileprivate func version(_ stream: StreamID, asOf: Int64?) throws(ViewError) -> Int64 {
        switch stream {
        case .engagement(let id): try engagement(id, asOf: asOf).version
        case .provider(let id): try provider(id, asOf: asOf).version
        case .governance: try governance(asOf: asOf).version
        }
    }
}
