/// Events about the engagement itself, whatever its phase.
public enum EngagementEvent: String, EventCatalogue {
    case opened = "engagement.opened"

    /// The payload's type.
    public var payload: any Event<Engagement>.Type {
        switch self {
        case .opened: EngagementOpened.self
        }
    }
}
