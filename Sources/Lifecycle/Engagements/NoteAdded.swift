public import Schema

/// Somebody wrote something down.
public struct NoteAdded: Event {
    /// What.
    public var note: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("note", \Self.note, "what was written down"))
    /// Its place in the catalogue.
    public static let entry = EngagementEvent.noteAdded
    /// What it records.
    public static let about = "A note was added to the engagement."
    /// Even when all is over (EXI-3).
    public static let phases = PhaseSet.any

    /// Stands in history only.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard state.profile != nil else { throw IllegalEvent("a note before the engagement") }
    }

    /// The trail's line.
    public var summary: String { "note added" }
}

/// Writes something down.
public struct AddNote: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// What.
    public var note: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("note", \.note, "what to write down"))
    /// Its place in the catalogue.
    public static let entry = EngagementCommand.addNote
    /// What a person types.
    public static let verb = "note add"
    /// What it does.
    public static let about = "Add a note to the engagement; its text can be erased, its place in history cannot."
    /// Whoever takes part.
    public static let roles: [Role] = [.manager, .approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Any time.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(NoteAdded.self, context)
        return Decision(NoteAdded(note: note))
    }
}
