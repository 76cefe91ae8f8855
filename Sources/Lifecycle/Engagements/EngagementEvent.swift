/// Events about the engagement itself, whatever its phase.
public enum EngagementEvent: String, EventCatalogue {
    case opened = "engagement.opened"
    case corrected = "engagement.corrected"
    case ownerChanged = "engagement.owner-changed"
    case abandoned = "engagement.abandoned"
    case noteAdded = "note.added"
    case evidenceRecorded = "evidence.recorded"
    case obligationFulfilled = "obligation.fulfilled"

    /// The payload's type.
    public var payload: any Event<Engagement>.Type {
        switch self {
        case .opened: EngagementOpened.self
        case .corrected: EngagementCorrected.self
        case .ownerChanged: EngagementOwnerChanged.self
        case .abandoned: EngagementAbandoned.self
        case .noteAdded: NoteAdded.self
        case .evidenceRecorded: EvidenceRecorded.self
        case .obligationFulfilled: ObligationFulfilled.self
        }
    }
}
