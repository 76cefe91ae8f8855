public import Schema

/// Who recorded the events that a later event may have to differ from.
public struct Hand: Message, Hashable {
    /// Version of the event in its stream.
    public var version: Int64
    /// The person.
    public var person: PersonHandle

    /// A remembered hand.
    public init(version: Int64, person: PersonHandle) {
        self.version = version
        self.person = person
    }

    /// One description of the message.
    public static let fields = Fields(
        Hand.init(version:person:),
        Field("version", \.version, "version of the event in its stream"),
        Field("person", \.person, "who recorded it"))
}

extension EventIndex {
    /// The wire names that some separation refers to: only their hands are worth remembering.
    public var separated: Set<String> {
        types.reduce(into: []) { names, type in
            for rule in type.payload.separations { names.formUnion(rule.of) }
        }
    }
}
