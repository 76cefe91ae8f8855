public import Schema

/// What a command that was not refused answers.
public struct CommandReply: Message, Equatable {
    /// Position of the last event appended; the log's head where nothing was.
    public var position: Int64
    /// The stream's version now.
    public var version: Int64
    /// Whether this is the result of an earlier call with the same id.
    public var repeated: Bool
    /// Remarks that refused nothing.
    public var warnings: [String]
    /// What was appended, in order.
    public var events: [RecordedEvent]

    /// A reply.
    public init(position: Int64, version: Int64, repeated: Bool, warnings: [String], events: [RecordedEvent]) {
        self.position = position
        self.version = version
        self.repeated = repeated
        self.warnings = warnings
        self.events = events
    }

    /// One description of the message.
    public static let fields = Fields(
        CommandReply.init(position:version:repeated:warnings:events:),
        Field("position", \.position, "position of the last event appended; the head where nothing was"),
        Field("version", \.version, "the stream's version now"),
        Field("repeated", \.repeated, "whether it is the result of an earlier call with the same id"),
        Field("warnings", \.warnings, "remarks that refused nothing"),
        Field("events", \.events, "what was appended, in order"))
}

/// One event as a reply shows it.
public struct RecordedEvent: Message, Equatable {
    /// Place in the whole log.
    public var position: Int64
    /// The stream's name.
    public var stream: String
    /// Place in the stream.
    public var version: Int64
    /// The wire name.
    public var type: String
    /// The day from which it counts.
    public var effective: CivilDate
    /// The payload, byte for byte as stored.
    public var body: VerbatimObject

    /// A recorded event.
    public init(
        position: Int64, stream: String, version: Int64, type: String, effective: CivilDate, body: VerbatimObject
    ) {
        self.position = position
        self.stream = stream
        self.version = version
        self.type = type
        self.effective = effective
        self.body = body
    }

    /// One description of the message.
    public static let fields = Fields(
        RecordedEvent.init(position:stream:version:type:effective:body:),
        Field("position", \.position, "place in the whole log"),
        Field("stream", \.stream, "the stream's name", example: "engagement/ENG-2026-0042"),
        Field("version", \.version, "place in the stream"),
        Field("type", \.type, "the wire name", example: "note.added"),
        Field("effective", \.effective, "the day from which it counts"),
        Field("body", \.body, "the payload as stored"))
}
