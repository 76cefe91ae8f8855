public import Schema

/// The state of one provider: the fold of its stream.
public struct Provider: StreamState {
    /// Its id.
    public var id: ProviderID
    /// Place of the last folded event in the stream.
    public var version: Int64 = 0
    /// Place of the last folded event in the log.
    public var position: Int64 = -1

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("id", \Self.id, "its id"),
        Field("version", \.version, "place of the last event in its stream"),
        Field("position", \.position, "place of the last event in the log"))

    /// Every event type of a provider.
    public static let eventIndex = EventIndex<Provider>()

    /// A provider before its first event.
    public static func initial(_ stream: StreamID) -> Provider {
        if case .provider(let id) = stream { Provider(id: id) } else { Provider(id: .example) }
    }

    /// A provider has no phases.
    public func admits(_ phases: PhaseSet) -> Bool { true }
    /// Nothing in a provider's stream needs two persons.
    public func author(ofVersion version: Int64) -> PersonHandle? { nil }
    /// Nothing to remember.
    public mutating func remember(author: PersonHandle?, ofVersion version: Int64, kind: String) {}
}
