public import Schema

/// A typing error in a provider's description is put right; history keeps both.
public struct ProviderCorrected: Event {
    /// The description as it should have been.
    public var profile: ProviderProfile
    /// Why.
    public var reason: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("profile", \Self.profile, "the description as it should have been"),
        Field("reason", \.reason, "why"))
    /// Its place in the catalogue.
    public static let entry = ProviderEvent.corrected
    /// What it records.
    public static let about = "A provider's description was corrected."

    /// Takes the old one's place.
    public func apply(to state: inout Provider, _ fact: Fact) throws(IllegalEvent) {
        _ = try state.registered()
        state.profile = profile
    }

    /// The trail's line.
    public var summary: String { "description corrected" }
}

/// Corrects what a provider was registered with.
public struct CorrectProvider: Command {
    /// The provider.
    public var provider: ProviderID
    /// As registered; as before where absent.
    public var legalName: Label?
    /// Country of its headquarters; as before where absent.
    public var country: CountryCode?
    /// The register that the identifier is from.
    public var scheme: IdentifierScheme?
    /// Identifier of the legal entity; as before where absent.
    public var identifier: Code?
    /// Its ultimate parent; as before where absent.
    public var parent: Label?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("legalName", \.legalName, "as registered; as before where absent", example: "Alpha Services Inc"),
        Field("country", \.country, "country of its headquarters; as before where absent"),
        Field("scheme", \.scheme, "the register that the identifier is from"),
        Field("identifier", \.identifier, "identifier of the legal entity; as before where absent",
              example: Code(validated: "5493001KJTIIGC8Y1R12")),
        Field("parent", \.parent, "its ultimate parent; as before where absent", example: "Alpha Holding PLC"))
    /// Its place in the catalogue.
    public static let entry = ProviderCommand.correct
    /// What a person types.
    public static let verb = "provider correct"
    /// What it does.
    public static let about = "Correct a provider's description, with a reason; history keeps both."
    /// Domain.md section 8, Typing errors.
    public static let needsReason = true
    /// Its own.
    public var stream: StreamID { .provider(provider) }

    /// Nothing changes where all is as before.
    public func decide(_ state: Provider, _ context: Context) throws(Refusal) -> Decision {
        let reason = try context.demandedReason(.form)
        guard let old = state.profile else { _ = try context.registeredProvider(provider); return .nothing }
        let profile = ProviderProfile(
            legalName: legalName ?? old.legalName,
            identifier: try EntityIdentifier.joining(scheme, identifier) ?? old.identifier,
            country: country ?? old.country, parent: parent ?? old.parent)
        try profile.validate()
        return profile == old ? .nothing : Decision(ProviderCorrected(profile: profile, reason: reason))
    }
}
