import Ledger
import Lifecycle
import Schema
import Views

/// The events of one stream with their bodies, their texts and, on request, what each changed.
struct HistoryQuery: Query {
    var stream: StreamName
    var from: Int64?
    var to: Int64?
    var since: LogBound?
    var until: LogBound?
    var types: [String]
    var patch: Bool?
    var limit: Int64?
    var asOf: AsOf?
    var atLeast: Int64?
    static let fields = Fields(
        Self.init,
        Field("stream", \Self.stream, "which stream"),
        Field("from", \.from, "the first version wanted; without it and since the last events"),
        Field("to", \.to, "the last version wanted"),
        Field("since", \.since, "from this position or time of recording on"),
        Field("until", \.until, "up to this position or time of recording, itself included"),
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
        var next: Int64? = nil
        var earlier: Bool? = nil
        static let fields = Fields(
            Self.init,
            Field("position", \Self.position, "the position at which this holds"),
            Field("events", \.events, "in order of version"),
            Field("next", \.next, "the version to go on from, where there are more"),
            Field("earlier", \.earlier, "whether earlier ones were left out, since only the last were wanted"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        let period = try library.period(since, until)
        let moment = try library.moment(asOf, atLeast)
        let range = try versions(library, moment, period)
        guard !range.isEmpty else { return Reply(position: moment.position, events: []) }
        return from == nil && since == nil
            ? try lastEvents(library, moment, range) : try firstEvents(library, moment, range)
    }

    /// The versions wanted, whatever the limit; none where the period holds none.
    private func versions(
        _ library: Library, _ moment: Moment, _ period: Period
    ) throws(QueryFault) -> Range<Int64> {
        let last = try library.lastVersion(stream.stream, moment)
        guard last > 0 else { throw .notFound(stream.stream.name) }
        guard from ?? 1 <= last else {
            throw .badInput(field: "from", message: "the stream ends at version \(last)")
        }
        var first = max(from ?? 1, 1), end = min(max(to ?? last, 0), last) + 1
        if since != nil { first = max(first, try library.version(stream.stream, at: period.first, upTo: last)) }
        if until != nil, period.last < .max {
            end = min(end, try library.version(stream.stream, at: period.last + 1, upTo: last))
        }
        return first..<max(first, end)
    }

    /// From the first on: whole pages, although some types alone are wanted.
    private func firstEvents(
        _ library: Library, _ moment: Moment, _ range: Range<Int64>
    ) throws(QueryFault) -> Reply {
        let count = Bound.rows(limit)
        var events: [HistoryEvent] = []
        var next = range.lowerBound
        while next < range.upperBound, events.count < count {
            let page = next...min(next + pageLength(count) - 1, range.upperBound - 1)
            let (found, isWhole) = try self.events(library, page)
            events += found
            next = isWhole ? page.upperBound + 1 : .max
        }
        if events.count > count {
            events.removeLast(events.count - count)
            next = (events.last?.event.version ?? 0) + 1
        }
        return Reply(position: moment.position, events: events, next: next < range.upperBound ? next : nil)
    }

    private func lastEvents(
        _ library: Library, _ moment: Moment, _ range: Range<Int64>
    ) throws(QueryFault) -> Reply {
        let count = Bound.rows(limit)
        var events: [HistoryEvent] = []
        var end = range.upperBound
        while end > range.lowerBound, events.count < count {
            let page = max(end - pageLength(count), range.lowerBound)...end - 1
            events = try self.events(library, page).found + events
            end = page.lowerBound
        }
        let isCut = end > range.lowerBound || events.count > count
        return Reply(
            position: moment.position, events: events.suffix(count), earlier: isCut && from == nil ? true : nil)
    }

    /// How many versions are read at a time: as many as are wanted, or a thousand to look for some types in.
    private func pageLength(_ count: Int) -> Int64 { types.isEmpty ? Int64(count) : 1_000 }

    /// Those of the types wanted, and whether the views had all of the page.
    private func events(
        _ library: Library, _ page: ClosedRange<Int64>
    ) throws(QueryFault) -> (found: [HistoryEvent], isWhole: Bool) {
        let lines = try library.lines(stream.stream, from: page.lowerBound, to: page.upperBound, patch ?? false)
        let bodies = try library.bodies(stream.stream, page)
        let found = zip(lines, bodies).compactMap { line, body in
            types.isEmpty || types.contains(line.event.type) ? HistoryEvent(line, body, library) : nil
        }
        return (found, lines.count == page.count)
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
