public import Schema

/// A document that shows something: what it is and where it lies, never its content (domain.md section 8).
public struct Evidence: Message, Equatable {
    /// What it is called.
    public var name: Label
    /// Its media type, as `application/pdf`.
    public var mediaType: Label
    /// Its length in bytes.
    public var size: Count
    /// Its digest.
    public var sha256: Digest
    /// Where it lies.
    public var location: Label

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("name", \Self.name, "what it is called", example: "Process manual 3.1"),
        Field("mediaType", \.mediaType, "media type", example: "application/pdf"),
        Field("size", \.size, "length in bytes", example: 182_044),
        Field("sha256", \.sha256, "digest of its bytes"),
        Field("location", \.location, "where it lies", example: "records/2026/manual.pdf"))
}

/// A document was put on record by its digest.
public struct EvidenceRecorded: Event {
    /// The document.
    public var evidence: Evidence
    /// What it shows.
    public var note: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("evidence", \Self.evidence, "the document"),
        Field("note", \.note, "what it shows"))
    /// Its place in the catalogue.
    public static let entry = EngagementEvent.evidenceRecorded
    /// What it records.
    public static let about = "A document was put on record: name, media type, size, digest and where it lies."
    /// Even when all is over (EXI-3).
    public static let phases = PhaseSet.any

    /// Stands in history and in the register of documents.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard state.profile != nil else { throw IllegalEvent("evidence before the engagement") }
    }

    /// The document.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [.documentHashed(name: evidence.name.text, evidence.sha256)]
    }

    /// The trail's line.
    public var summary: String { "evidence of \(evidence.size) bytes recorded" }
}

/// Puts a document on record.
public struct RecordEvidence: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The document.
    public var evidence: Evidence
    /// What it shows.
    public var note: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("evidence", \.evidence, "the document"),
        Field("note", \.note, "what it shows"))
    /// Its place in the catalogue.
    public static let entry = EngagementCommand.recordEvidence
    /// What a person types.
    public static let verb = "evidence record"
    /// What it does.
    public static let about = "Put a document on record by its digest; the content stays where it lies."
    /// Whoever takes part.
    public static let roles: [Role] = [.manager, .approver]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// Any time.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(EvidenceRecorded.self, context)
        return Decision(EvidenceRecorded(evidence: evidence, note: note))
    }
}
