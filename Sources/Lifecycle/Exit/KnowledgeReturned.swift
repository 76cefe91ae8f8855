public import Schema

/// The client has the knowledge back: procedures, playbooks, scripts as they are now (EXI-2).
public struct KnowledgeReturned: Event {
    /// What proves it.
    public var name: Label
    /// SHA-256 of it.
    public var digest: Digest?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("name", \Self.name, "what proves it", example: "Handover protocol"),
        Field("digest", \.digest, "SHA-256 of it"))
    /// Its place in the catalogue.
    public static let entry = ExitEvent.knowledgeReturned
    /// What it records.
    public static let about = "The knowledge of the work was returned to the client."
    /// In exit.
    public static let phases = PhaseSet(.exit)

    /// The newest counts.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        state.exit.knowledgeReturned = fact.proof
    }

    /// Hashed, where there is a document.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        digest.map { [.documentHashed(name: name.text, $0)] } ?? []
    }

    /// The trail's line.
    public var summary: String { "knowledge returned" }
}

/// Records the return of knowledge.
public struct RecordKnowledgeReturn: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// What proves it.
    public var name: Label
    /// SHA-256 of it.
    public var digest: Digest?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("name", \.name, "what proves it", example: "Handover protocol"),
        Field("digest", \.digest, "SHA-256 of it"))
    /// Its place in the catalogue.
    public static let entry = ExitCommand.recordKnowledgeReturn
    /// What a person types.
    public static let verb = "exit return-knowledge"
    /// What it does.
    public static let about = "Record that the knowledge of the work is back with the client."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Not before the exit.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(KnowledgeReturned.self, context)
        if let entry = state.entries.last(where: { $0.phase == .exit }) { try context.follows(entry.on, "the exit") }
        return Decision(KnowledgeReturned(name: name, digest: digest))
    }
}
