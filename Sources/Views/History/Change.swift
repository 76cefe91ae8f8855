public import Schema

/// One value that differs between two states.
public struct Change: Message, Hashable {
    /// Where it stands: keys from the outside in, joined by dots, places of lists in brackets.
    public var path: String
    /// What it was; none where it was not there.
    public var old: JSON?
    /// What it became; none where it is gone.
    public var new: JSON?

    /// A change.
    public init(path: String, old: JSON?, new: JSON?) {
        self.path = path
        self.old = old
        self.new = new
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("path", \Self.path, "where it stands: keys joined by dots", example: "profile.title"),
        Field("old", \.old, "what it was"),
        Field("new", \.new, "what it became"))
}

/// One event with what it changed.
public struct HistoryEntry: Message, Hashable {
    /// The event.
    public var event: TrailRow
    /// What it changed in its stream's state.
    public var changes: [Change]

    /// An entry.
    public init(event: TrailRow, changes: [Change]) {
        self.event = event
        self.changes = changes
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("event", \Self.event, "the event"),
        Field("changes", \.changes, "what it changed in its stream's state"))
}

/// Which event set one value of a state.
public struct BlameRow: Message, Hashable {
    /// Where the value stands.
    public var path: String
    /// The value.
    public var value: JSON
    /// Position of the event that set it.
    public var position: Int64
    /// That event's place in the stream.
    public var version: Int64
    /// That event's wire name.
    public var type: String
    /// The day from which it counts.
    public var effective: CivilDate
    /// The hand: a person's handle, `uid=N`, `clock` or `installation`.
    public var actor: String

    /// A row.
    public init(
        path: String, value: JSON, position: Int64, version: Int64, type: String, effective: CivilDate, actor: String
    ) {
        self.path = path
        self.value = value
        self.position = position
        self.version = version
        self.type = type
        self.effective = effective
        self.actor = actor
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("path", \Self.path, "where the value stands: keys joined by dots", example: "profile.title"),
        Field("value", \.value, "the value"),
        Field("position", \.position, "position of the event that set it"),
        Field("version", \.version, "that event's place in the stream"),
        Field("type", \.type, "that event's wire name", example: "engagement.opened"),
        Field("effective", \.effective, "the day from which it counts"),
        Field("actor", \.actor, "a person's handle, uid=N, clock or installation", example: "p-7f3a"))
}
