public import Ledger
public import Schema

/// One event on its way into a copy: its header, and its body where that was asked for.
public struct CopiedEvent: Message, Hashable {
    /// Place in the log.
    public var position: Int64
    /// The stream's name.
    public var stream: String
    /// Place in the stream.
    public var version: Int64
    /// The wire name.
    public var type: String
    /// Version of the body's shape.
    public var schema: Int64
    /// When it was recorded.
    public var recorded: Instant
    /// The day from which it counts.
    public var effective: String
    /// The text of the actor's line.
    public var actor: String
    /// Id of the command.
    public var command: String
    /// SHA-256 of the body.
    public var bodyDigest: Digest
    /// The body, byte for byte.
    public var body: VerbatimObject?

    /// An event.
    public init(
        position: Int64, stream: String, version: Int64, type: String, schema: Int64, recorded: Instant,
        effective: String, actor: String, command: String, bodyDigest: Digest, body: VerbatimObject?
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

    /// One description of the message.
    public static let fields = Fields(
        Self.init(position:stream:version:type:schema:recorded:effective:actor:command:bodyDigest:body:),
        Field("position", \Self.position, "place in the log, from 0"),
        Field("stream", \.stream, "the stream's name", example: "engagement/ENG-2026-0042"),
        Field("version", \.version, "place in the stream, from 1"),
        Field("type", \.type, "the event's wire name", example: "note.added"),
        Field("schema", \.schema, "version of the body's shape"),
        Field("recorded", \.recorded, "the daemon's clock"),
        Field("effective", \.effective, "the day from which it counts", example: "2026-11-20"),
        Field("actor", \.actor, "whose hand", example: "uid=1000 person=p-7f3a roles=manager"),
        Field("command", \.command, "id of the command", example: "01936f0e-7c1e-7a63-9c7e-1d0d6a3fb5f1"),
        Field("bodyDigest", \.bodyDigest, "SHA-256 of the body"),
        Field("body", \.body, "the body, byte for byte, where it is wanted"))
}

extension CopiedEvent {
    /// From the ledger's row.
    ///
    /// - Throws: `LedgerFault.Kind.header` where a column cannot stand in a message.
    public init(_ row: borrowing EventRow, withBody: Bool) throws(LedgerError) {
        guard let recorded = try? Instant(microseconds: row.recorded), let digest = Digest(bytes: row.bodyHashBytes)
        else {
            throw .fault(
                LedgerFault(.header, at: row.position, "row", expected: "a time and a digest", found: "others"))
        }
        self.init(
            position: row.position, stream: row.stream, version: row.version, type: row.type,
            schema: Int64(row.schema), recorded: recorded, effective: row.effective, actor: row.actor,
            command: row.command, bodyDigest: digest,
            body: withBody ? VerbatimObject(validated: [UInt8](row.body)) : nil)
    }

    /// What is hashed.
    public var header: EventHeader {
        EventHeader(
            position: position, stream: stream, version: version, type: type, schema: Int(schema),
            recorded: recorded.microseconds, effective: effective, actor: actor, command: command,
            bodyHash: bodyDigest.bytes)
    }

    /// Header and body; nil without a body.
    public var stored: StoredEvent? { body.map { StoredEvent(header: header, body: $0.bytes) } }
}

/// One row of the ledger's commands.
public struct CopiedCommand: Message, Hashable {
    /// Position of its first event.
    public var first: Int64
    /// How many events it added.
    public var count: Int64
    /// The namespace of its id.
    public var person: String
    /// Its id.
    public var id: String
    /// SHA-256 of its parameters without texts.
    public var parameters: Digest

    /// A command.
    public init(first: Int64, count: Int64, person: String, id: String, parameters: Digest) {
        self.first = first
        self.count = count
        self.person = person
        self.id = id
        self.parameters = parameters
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init(first:count:person:id:parameters:),
        Field("first", \Self.first, "position of its first event"),
        Field("count", \.count, "how many events it added"),
        Field("person", \.person, "whose id it is: a handle, uid:N, clock or installation", example: "p-7f3a"),
        Field("id", \.id, "the command's id", example: "01936f0e-7c1e-7a63-9c7e-1d0d6a3fb5f1"),
        Field("parameters", \.parameters, "SHA-256 of its parameters without texts"))

    /// From the ledger's row.
    public init?(_ row: CommandRow) {
        guard let digest = Digest(bytes: row.parameters) else { return nil }
        self.init(first: row.first, count: row.count, person: row.person, id: row.id, parameters: digest)
    }

    /// As the ledger keeps it.
    public var row: CommandRow {
        CommandRow(first: first, count: count, person: person, id: id, parameters: parameters.bytes)
    }
}
