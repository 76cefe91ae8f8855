/// What one command adds: its events, all or none, and the receipt under which it can be asked for again.
public struct Append: Sendable {
    /// What a stream's version must be for the append to be made; 0 for a stream that has no event yet.
    public struct Expectation: Hashable, Sendable {
        /// The stream.
        public var stream: String
        /// Its last version.
        public var version: Int64

        /// Expects `stream` to be at `version`.
        public init(stream: String, version: Int64) {
            self.stream = stream
            self.version = version
        }
    }

    /// A lower-case UUID.
    public var commandID: String
    /// The namespace of the id; it must be the actor's (`Actor.namespace`).
    public var person: String
    /// SHA-256 of the command's parameters without texts, 32 bytes.
    public var parameters: [UInt8]
    /// Whose hand it is.
    public var actor: Actor
    /// Microseconds since 1970-01-01T00:00:00Z; never before the ledger's last.
    public var recorded: Int64
    /// Checked in the order given; streams that are not named are not checked.
    public var expected: [Expectation]
    /// At least one.
    public var events: [EventDraft]
    /// Texts whose digests stand in the bodies; made durable before the events are.
    public var texts: [SealedText]

    /// An append of the given parts.
    public init(commandID: String, person: String, parameters: [UInt8], actor: Actor, recorded: Int64,
                expected: [Expectation], events: [EventDraft], texts: [SealedText] = []) {
        self.commandID = commandID
        self.person = person
        self.parameters = parameters
        self.actor = actor
        self.recorded = recorded
        self.expected = expected
        self.events = events
        self.texts = texts
    }
}
