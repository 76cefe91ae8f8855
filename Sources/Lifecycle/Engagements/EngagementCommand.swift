/// Commands about the engagement itself.
public enum EngagementCommand: String, CommandCatalogue {
    case open = "Open"
    case correct = "Correct"
    case handOver = "HandOver"
    case abandon = "Abandon"
    case addNote = "AddNote"
    case recordEvidence = "RecordEvidence"
    case fulfilObligation = "FulfilObligation"

    /// The Varlink interface.
    public static let interface = "org.engaged.Engagement"
    /// What it is for.
    public static let about = "Open, correct, abandon an engagement; notes, evidence and obligations."

    /// The command's type.
    public var command: any Command.Type {
        switch self {
        case .open: OpenEngagement.self
        case .correct: CorrectEngagement.self
        case .handOver: HandOverEngagement.self
        case .abandon: AbandonEngagement.self
        case .addNote: AddNote.self
        case .recordEvidence: RecordEvidence.self
        case .fulfilObligation: FulfilObligation.self
        }
    }
}
