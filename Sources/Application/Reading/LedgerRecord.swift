import Ledger
import Lifecycle
import Schema

/// Where the log ends, and the root that commits to all of it.
struct HeadQuery: Query {
    static let fields = Fields(Self.init)
    static let method = "Head"
    static let isForNarrowed = true
    static let about = "Size, RFC 6962 root and last recorded time of the ledger."

    struct Reply: Message {
        var size: Int64
        var root: String
        var recorded: Instant
        var ledger: UUIDText?
        var origin: String
        static let fields = Fields(
            Self.init,
            Field("size", \Self.size, "number of events; positions run from 0 to one less"),
            Field("root", \.root, "Merkle tree hash over all records, RFC 6962, hexadecimal"),
            Field("recorded", \.recorded, "when the last event was recorded"),
            Field("ledger", \.ledger, "id of the ledger"),
            Field("origin", \.origin, "origin line of its checkpoints"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        try library.ledger { (reader) throws(LedgerError) in
            let head = try reader.head()
            let created = library.governance.ledger
            return Reply(
                size: head.next, root: try reader.root(size: head.next).description,
                recorded: (try? Instant(microseconds: head.recorded)) ?? .min, ledger: created?.ledger,
                origin: created?.origin.text ?? "")
        }
    }
}

/// Records in order, as an auditor copies them.
struct ReadQuery: Query {
    var from: Int64
    var limit: Int64?
    static let fields = Fields(
        Self.init,
        Field("from", \Self.from, "first position"),
        Field("limit", \.limit, "how many at most; 1,000 where absent, never more"))
    static let method = "Read"
    static let about = "Records by position, as they are hashed, with their bodies."

    struct Reply: Message {
        var events: [LedgerRecord]
        var next: Int64
        static let fields = Fields(
            Self.init,
            Field("events", \Self.events, "in order of position"),
            Field("next", \.next, "the position to go on from"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        guard from >= 0 else { throw .badInput(field: "from", message: "positions begin at 0") }
        let count = min(max(limit ?? 1000, 1), 1000)
        let end = from.addingReportingOverflow(count)
        let events = try library.records(from..<(end.overflow ? .max : end.partialValue))
        return Reply(events: events, next: events.last.map { $0.position + 1 } ?? from)
    }
}

/// One event with everything that is hashed.
struct LedgerRecord: Message {
    var position: Int64
    var stream: String
    var version: Int64
    var type: String
    var schema: Int64
    var recorded: Instant
    var effective: String
    var actor: String
    var command: String
    var bodyDigest: String
    var body: VerbatimObject
    static let fields = Fields(
        Self.init(position:stream:version:type:schema:recorded:effective:actor:command:bodyDigest:body:),
        Field("position", \Self.position, "place in the log, from 0"),
        Field("stream", \.stream, "the stream's name"),
        Field("version", \.version, "place in the stream, from 1"),
        Field("type", \.type, "the event's wire name"),
        Field("schema", \.schema, "version of the body's shape"),
        Field("recorded", \.recorded, "the daemon's clock"),
        Field("effective", \.effective, "the day from which it counts"),
        Field("actor", \.actor, "whose hand"),
        Field("command", \.command, "id of the command"),
        Field("bodyDigest", \.bodyDigest, "SHA-256 of the body, hexadecimal"),
        Field("body", \.body, "the body, byte for byte"))

    init(_ event: StoredEvent) {
        self.init(
            position: event.position, stream: event.stream, version: event.version, type: event.type,
            schema: Int64(event.schema), recorded: (try? Instant(microseconds: event.recorded)) ?? .min,
            effective: event.effective, actor: event.actor, command: event.command,
            bodyDigest: Schema.Digest(bytes: event.bodyHash)?.description ?? "",
            body: VerbatimObject(validated: event.body))
    }

    init(
        position: Int64, stream: String, version: Int64, type: String, schema: Int64, recorded: Instant,
        effective: String, actor: String, command: String, bodyDigest: String, body: VerbatimObject
    ) {
        self.position = position
        self.stream = stream
        self.version = version
        self.type = type
        self.schema = schema
        self.recorded = recorded
        self.effective = effective
        self.actor = actor
        self.command = command
        self.bodyDigest = bodyDigest
        self.body = body
    }
}
