public import Schema

/// What a process must have written down before strangers can run it (SEL-4).
public enum DocumentItem: String, Choice {
    case workflowSteps = "workflow_steps", responsibilities, tools, outcomesQuality = "outcomes_quality"
    case sopsProcessMaps = "sops_process_maps", escalationTriggers = "escalation_triggers", metrics, scripts
    case knowledgeBase = "knowledge_base"
}

/// How much of a document there is.
public enum Coverage: String, Choice, Comparable {
    case none, partial, full

    /// More is greater.
    public static func < (left: Coverage, right: Coverage) -> Bool { left.rank < right.rank }

    private var rank: Int {
        switch self {
        case .none: 0
        case .partial: 1
        case .full: 2
        }
    }
}

/// The latest word on one document.
public struct DocumentStanding: Message, Equatable {
    /// Which document.
    public var item: DocumentItem
    /// How much of it there is.
    public var coverage: Coverage
    /// What shows it.
    public var evidence: Label?
    /// Since when.
    public var on: CivilDate
    /// The event that proves it.
    public var proof: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("item", \Self.item, "which document"),
        Field("coverage", \.coverage, "how much of it there is"),
        Field("evidence", \.evidence, "what shows it"),
        Field("on", \.on, "since when"),
        Field("proof", \.proof, "position of the event"))
}

/// Somebody looked how far a document exists (SEL-4).
public struct DocumentationAssessed: Event {
    /// Which document.
    public var item: DocumentItem
    /// How much of it there is.
    public var coverage: Coverage
    /// What shows it.
    public var evidence: Label?
    /// Digest of what shows it.
    public var sha256: Digest?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("item", \Self.item, "which document"),
        Field("coverage", \.coverage, "how much of it there is", example: .full),
        Field("evidence", \.evidence, "what shows it, by name", example: "Process manual 3.1"),
        Field("sha256", \.sha256, "digest of what shows it"))
    /// Its place in the catalogue.
    public static let entry = SelectionEvent.documentationAssessed
    /// What it records.
    public static let about = "It was assessed how far a document of the process exists."

    /// Takes the earlier word's place.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        state.selection.documents.removeAll { $0.item == item }
        state.selection.documents.append(DocumentStanding(
            item: item, coverage: coverage, evidence: evidence, on: fact.effective, proof: fact.position))
    }

    /// The document, where its digest is known.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        sha256.map { [.documentHashed(name: evidence?.text ?? item.shown, $0)] } ?? []
    }

    /// The trail's line.
    public var summary: String { "\(item.shown): \(coverage.shown)" }
}

/// Records how far a document exists.
public struct AssessDocumentation: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// Which document.
    public var item: DocumentItem
    /// How much of it there is.
    public var coverage: Coverage
    /// What shows it.
    public var evidence: Label?
    /// Digest of what shows it.
    public var sha256: Digest?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("item", \.item, "which document"),
        Field("coverage", \.coverage, "how much of it there is"),
        Field("evidence", \.evidence, "what shows it, by name"),
        Field("sha256", \.sha256, "digest of what shows it"))
    /// Its place in the catalogue.
    public static let entry = SelectionCommand.assessDocumentation
    /// What a person types.
    public static let verb = "selection document"
    /// What it does.
    public static let about = "Record how far a document of the process exists: full, partial or none."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// The same again is nothing.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.admit(DocumentationAssessed.self, context)
        let standing = state.selection.document(item)
        if let standing, standing.coverage == coverage, standing.evidence == evidence, sha256 == nil {
            return .nothing
        }
        try context.requireNotBefore(standing?.on, "the assessment it supersedes")
        return Decision(DocumentationAssessed(item: item, coverage: coverage, evidence: evidence, sha256: sha256))
    }
}
