public import Lifecycle
public import Schema

/// How loudly an event speaks.
public enum TrailAttention: String, Choice {
    case routine, notice, warning
}

/// One event as the audit trail lists it.
public struct TrailRow: Message, Hashable {
    /// Place in the whole log.
    public var position: Int64
    /// The stream's name.
    public var stream: String
    /// Place in the stream.
    public var version: Int64
    /// The wire name.
    public var type: String
    /// When it was recorded.
    public var recorded: Instant
    /// The day from which it counts.
    public var effective: CivilDate
    /// The hand: a person's handle, `uid=N`, `clock` or `installation`.
    public var actor: String
    /// One line.
    public var summary: String
    /// How loudly it speaks.
    public var attention: TrailAttention
    /// Why governance lists it, where it does.
    public var exceptions: [ExceptionKind]

    /// A row.
    public init(
        position: Int64, stream: String, version: Int64, type: String, recorded: Instant, effective: CivilDate,
        actor: String, summary: String, attention: TrailAttention, exceptions: [ExceptionKind]
    ) {
        self.position = position
        self.stream = stream
        self.version = version
        self.type = type
        self.recorded = recorded
        self.effective = effective
        self.actor = actor
        self.summary = summary
        self.attention = attention
        self.exceptions = exceptions
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("position", \Self.position, "place in the whole log"),
        Field("stream", \.stream, "the stream's name", example: "engagement/ENG-2026-0042"),
        Field("version", \.version, "place in the stream"),
        Field("type", \.type, "the wire name", example: "note.added"),
        Field("recorded", \.recorded, "when it was recorded"),
        Field("effective", \.effective, "the day from which it counts"),
        Field("actor", \.actor, "a person's handle, uid=N, clock or installation", example: "p-7f3a"),
        Field("summary", \.summary, "one line"),
        Field("attention", \.attention, "how loudly it speaks"),
        Field("exceptions", \.exceptions, "why governance lists it"))
}
