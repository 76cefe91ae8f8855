public import Schema

/// One piece of a copy. The first has `start`, the last has `end`.
public struct CopyChunk: Message, Hashable {
    /// What is copied.
    public var start: CopyStart?
    /// Commands whose first events are in this piece.
    public var commands: [CopiedCommand]
    /// Events in order.
    public var events: [CopiedEvent]
    /// Checkpoints within the copy's size, behind the events.
    public var checkpoints: [CopiedCheckpoint]
    /// Texts, in a backup.
    public var texts: [CopiedText]
    /// Persons, in a backup.
    public var persons: [CopiedPerson]
    /// The position to go on from.
    public var next: Int64
    /// What proves the copy.
    public var end: CopyEnd?

    /// A piece.
    public init(
        start: CopyStart? = nil, commands: [CopiedCommand] = [], events: [CopiedEvent] = [],
        checkpoints: [CopiedCheckpoint] = [], texts: [CopiedText] = [], persons: [CopiedPerson] = [],
        next: Int64, end: CopyEnd? = nil
    ) {
        self.start = start
        self.commands = commands
        self.events = events
        self.checkpoints = checkpoints
        self.texts = texts
        self.persons = persons
        self.next = next
        self.end = end
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init(start:commands:events:checkpoints:texts:persons:next:end:),
        Field("start", \Self.start, "what is copied; in the first piece"),
        Field("commands", \.commands, "commands whose first events are in this piece"),
        Field("events", \.events, "in order of position"),
        Field("checkpoints", \.checkpoints, "checkpoints within the copy's size, behind the events"),
        Field("texts", \.texts, "free texts; in a backup only"),
        Field("persons", \.persons, "the directory of persons; in a backup only"),
        Field("next", \.next, "the position to go on from after an interruption"),
        Field("end", \.end, "what proves the copy; in the last piece"))
}

/// What a copy is a copy of.
public struct CopyStart: Message, Hashable {
    /// Id of the ledger.
    public var ledger: String
    /// Origin line of its checkpoints.
    public var origin: String
    /// The position that it ends before.
    public var size: Int64
    /// The root over the events before.
    public var root: Digest
    /// The root over the events before `from`, where the copy goes on from there.
    public var rootBefore: Digest?

    /// A start.
    public init(ledger: String, origin: String, size: Int64, root: Digest, rootBefore: Digest?) {
        self.ledger = ledger
        self.origin = origin
        self.size = size
        self.root = root
        self.rootBefore = rootBefore
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init(ledger:origin:size:root:rootBefore:),
        Field("ledger", \Self.ledger, "id of the ledger", example: "01936f0e-0000-7000-8000-0000000000ff"),
        Field("origin", \.origin, "origin line of its checkpoints", example: "engaged.example/ledger"),
        Field("size", \.size, "the position that the copy ends before"),
        Field("root", \.root, "the root over the events before it"),
        Field("rootBefore", \.rootBefore, "the root over the events before from, where that is not 0"))
}

/// What proves a copy to be the beginning of the log as it is now.
public struct CopyEnd: Message, Hashable {
    /// Size of the log now.
    public var size: Int64
    /// Root of the log now.
    public var root: Digest
    /// Consistency proof from the copy's size to this one (RFC 9162 § 2.1.4).
    public var proof: [Digest]

    /// An end.
    public init(size: Int64, root: Digest, proof: [Digest]) {
        self.size = size
        self.root = root
        self.proof = proof
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init(size:root:proof:),
        Field("size", \Self.size, "size of the log now"),
        Field("root", \.root, "root of the log now"),
        Field("proof", \.proof, "consistency proof from the copy's size to this one"))
}
