public import Schema

/// A provider becomes known, by legal entity.
public struct ProviderRegistered: Event {
    /// Who it is.
    public var profile: ProviderProfile

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("profile", \Self.profile, "who it is"))
    /// Its place in the catalogue.
    public static let entry = ProviderEvent.registered
    /// What it records.
    public static let about = "A provider was registered."

    /// Only ever the first.
    public func apply(to state: inout Provider, _ fact: Fact) throws(IllegalEvent) {
        guard state.profile == nil else { throw IllegalEvent("registered twice") }
        state.profile = profile
    }

    /// The trail's line.
    public var summary: String { "provider registered, of \(profile.country)" }
}

/// Registers a provider.
public struct RegisterProvider: Command {
    /// The new provider's id.
    public var provider: ProviderID
    /// As registered.
    public var legalName: Label
    /// Country of its headquarters.
    public var country: CountryCode
    /// The register that the identifier is from.
    public var scheme: IdentifierScheme?
    /// An identifier of the legal entity.
    public var identifier: Code?
    /// Its ultimate parent.
    public var parent: Label?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the new provider's id"),
        Field("legalName", \.legalName, "as registered", example: "Alpha Services Inc"),
        Field("country", \.country, "country of its headquarters, ISO 3166-1 alpha-2"),
        Field("scheme", \.scheme, "the register that the identifier is from"),
        Field("identifier", \.identifier, "identifier of the legal entity",
              example: Code(validated: "5493001KJTIIGC8Y1R12")),
        Field("parent", \.parent, "its ultimate parent, where it has one", example: "Alpha Holding PLC"))
    /// Its place in the catalogue.
    public static let entry = ProviderCommand.register
    /// What a person types.
    public static let verb = "provider register"
    /// What it does.
    public static let about = "Register a provider by its legal entity."
    /// The stream must be new.
    public static let opensStream: Bool? = true
    /// Its own.
    public var stream: StreamID { .provider(provider) }

    /// Check digits must agree.
    public func decide(_ state: Provider, _ context: Context) throws(Refusal) -> Decision {
        let profile = ProviderProfile(
            legalName: legalName, identifier: try EntityIdentifier.joining(scheme, identifier), country: country,
            parent: parent)
        try profile.validate()
        return Decision(ProviderRegistered(profile: profile))
    }
}

extension EntityIdentifier {
    /// Scheme and value as one: both or neither.
    static func joining(_ scheme: IdentifierScheme?, _ value: Code?) throws(Refusal) -> EntityIdentifier? {
        switch (scheme, value) {
        case (let scheme?, let value?): EntityIdentifier(scheme: scheme, value: value)
        case (nil, nil): nil
        case (nil, _?), (_?, nil): throw Refusal(.form, "An identifier needs its scheme, and a scheme its identifier.")
        }
    }
}
