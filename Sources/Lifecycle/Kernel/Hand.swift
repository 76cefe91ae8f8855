public import Schema

/// Who recorded the events that a later event may have to differ from.
public struct Hand: Message, Equatable {
    /// Version of the event in its stream.
    public var version: Int64
    /// The person; none for an operator who is bound to nobody.
    public var person: PersonHandle?
    /// The Unix user, who may be bound to somebody else by now.
    public var uid: Int64?

    /// A remembered hand.
    public init(version: Int64, person: PersonHandle?, uid: Int64?) {
        self.version = version
        self.person = person
        self.uid = uid
    }

    /// The hand of an event; none for the clock and the installation.
    init?(_ fact: Fact) {
        let uid = fact.actor.uid.map { Int64($0) }
        guard fact.person != nil || uid != nil else { return nil }
        self.init(version: fact.version, person: fact.person, uid: uid)
    }

    /// Whether the actor is the same person, or the same Unix user under another name (SEP-1).
    func isSame(as context: Context) -> Bool {
        if let person, person == context.person { return true }
        return uid == Int64(context.uid)
    }

    /// One description of the message.
    public static let fields = Fields(
        Hand.init(version:person:uid:),
        Field("version", \.version, "version of the event in its stream"),
        Field("person", \.person, "who recorded it"),
        Field("uid", \.uid, "the Unix user by whom"))
}

extension EventIndex {
    /// The event types that some separation refers to: only their hands are worth remembering.
    public var separated: Set<ObjectIdentifier> {
        let names = types.reduce(into: Set<String>()) { names, type in
            for rule in type.payload.separations { names.formUnion(rule.of) }
        }
        return Set(types.filter { names.contains($0.kind) }.map { ObjectIdentifier($0.payload) })
    }
}
