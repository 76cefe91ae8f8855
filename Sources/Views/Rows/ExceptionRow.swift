public import Lifecycle
public import Schema

/// One event that governance lists.
public struct ExceptionRow: Message, Hashable {
    /// Its event's position.
    public var position: Int64
    /// The event's stream.
    public var stream: String
    /// Why it is listed.
    public var kind: ExceptionKind
    /// What it concerns.
    public var about: String
    /// The hand: a person's handle, `uid=N`, `clock` or `installation`.
    public var actor: String
    /// The day from which it counts.
    public var effective: CivilDate
    /// When it was recorded.
    public var recorded: Instant

    /// A row.
    public init(
        position: Int64, stream: String, kind: ExceptionKind, about: String, actor: String, effective: CivilDate,
        recorded: Instant
    ) {
        self.position = position
        self.stream = stream
        self.kind = kind
        self.about = about
        self.actor = actor
        self.effective = effective
        self.recorded = recorded
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("position", \Self.position, "its event's position"),
        Field("stream", \.stream, "the event's stream", example: "governance"),
        Field("kind", \.kind, "why it is listed"),
        Field("about", \.about, "what it concerns"),
        Field("actor", \.actor, "a person's handle, uid=N, clock or installation", example: "p-7f3a"),
        Field("effective", \.effective, "the day from which it counts"),
        Field("recorded", \.recorded, "when it was recorded"))
}
