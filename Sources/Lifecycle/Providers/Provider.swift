public import Schema

/// The state of one provider: the fold of its stream.
public struct Provider: StreamState {
    /// Its id.
    public var id: ProviderID
    /// Place of the last folded event in the stream.
    public var version: Int64 = 0
    /// Place of the last folded event in the log.
    public var position: Int64 = -1
    /// Who it is; none before it is registered.
    public var profile: ProviderProfile?
    /// Certificates, attestations and agreements, oldest first.
    public var attestations: [Attestation] = []
    /// The last word on staff attrition (CON-5).
    public var attrition: AttritionDisclosure?
    /// Non-disclosure agreements with the client, oldest first (CON-5).
    public var nonDisclosures: [NonDisclosure] = []
    /// Client references, each with its last check (CON-5).
    public var references: [ClientReference] = []
    /// Incidents of the past, whoever's client was hit.
    public var incidents: [ProviderIncident] = []

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("id", \Self.id, "its id"),
        Field("version", \.version, "place of the last event in its stream"),
        Field("position", \.position, "place of the last event in the log"),
        Field("profile", \.profile, "who it is, as corrected since"),
        Field("attestations", \.attestations, "certificates, attestations and agreements"),
        Field("attrition", \.attrition, "the last word on staff attrition"),
        Field("nonDisclosures", \.nonDisclosures, "non-disclosure agreements with the client"),
        Field("references", \.references, "client references, each with its last check"),
        Field("incidents", \.incidents, "incidents of the past"))

    /// Every event type of a provider.
    public static let eventIndex = EventIndex<Provider>().adding(ProviderEvent.self)

    /// A provider before its first event.
    public static func initial(_ stream: StreamID) -> Provider {
        if case .provider(let id) = stream { Provider(id: id) } else { Provider(id: .example) }
    }

    /// A provider has no phases.
    public func admits(_ phases: PhaseSet) -> Bool { true }
    /// Nothing in a provider's stream needs two persons.
    public func hand(ofVersion version: Int64) -> Hand? { nil }
    /// Nothing to remember.
    public mutating func remember(_ fact: Fact, of type: ObjectIdentifier) {}

    /// The profile, which every event but the first builds on.
    func registered() throws(IllegalEvent) -> ProviderProfile {
        guard let profile else { throw IllegalEvent("provider \(id) is not registered") }
        return profile
    }
}

extension Context {
    /// Refuses a fact that is said to be of a later day than the command.
    func requireNotAhead(_ date: CivilDate, _ what: String) throws(Refusal) {
        guard date > effective else { return }
        throw Refusal(.time, "\(what) of \(date) lies after \(effective).")
    }

    /// The provider, which must be registered.
    func registeredProvider(_ id: ProviderID) throws(Refusal) -> Provider {
        if let provider = provider(id), provider.profile != nil { return provider }
        throw Refusal(
            .unknown, "Provider \(id) is not registered.",
            missing: [Missing(
                rule: .unknown, what: "the provider",
                command: "provider register \(id) --legal-name NAME --country CC")])
    }
}
