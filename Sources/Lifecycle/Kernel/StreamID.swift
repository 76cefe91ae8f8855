import Schema

/// Names one stream of the ledger: what has a version of its own.
public enum StreamID: Hashable, Sendable {
    /// One engagement.
    case engagement(EngagementID)
    /// One provider, whoever engages it.
    case provider(ProviderID)
    /// Policy and persons, one for the whole ledger.
    case governance

    /// As the ledger writes it: `engagement/ENG-2026-0042`.
    public var name: String {
        switch self {
        case .engagement(let id): "engagement/" + id.rawValue
        case .provider(let id): "provider/" + id.rawValue
        case .governance: "governance"
        }
    }

    /// Reads a stream's name; none where it names nothing that we keep.
    public init?(name: String) {
        if name == "governance" {
            self = .governance
        } else if name.hasPrefix("engagement/"), let id = EngagementID(name.dropFirst(11)) {
            self = .engagement(id)
        } else if name.hasPrefix("provider/"), let id = ProviderID(name.dropFirst(9)) {
            self = .provider(id)
        } else {
            return nil
        }
    }

    /// The engagement, where it is one.
    public var engagement: EngagementID? {
        if case .engagement(let id) = self { id } else { nil }
    }
}

extension StreamID {
    /// The name as a descriptive line.
    var label: Label { Label(name) ?? "stream" }
}
