/// Commands about the engagement itself.
public enum EngagementCommand: String, CommandCatalogue {
    case open = "Open"

    /// The Varlink interface.
    public static let interface = "org.engaged.Engagement"
    /// What it is for.
    public static let about = "Open, correct, abandon an engagement; notes, evidence and obligations."

    /// The command's type.
    public var command: any Command.Type {
        switch self {
        case .open: OpenEngagement.self
        }
    }
}
