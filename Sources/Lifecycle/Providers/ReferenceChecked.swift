public import Schema

/// A client that a provider names as a reference, and what the check found.
public struct ClientReference: Message, Equatable {
    /// Unique at its provider.
    public var code: Code
    /// The referee's industry.
    public var industry: Code
    /// The referee's firm.
    public var client: Label
    /// Whether the referee confirmed it.
    public var verified: Bool

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("code", \Self.code, "unique at its provider", example: Code(validated: "REF-1")),
        Field("industry", \.industry, "the referee's industry", example: Code(validated: "insurance")),
        Field("client", \.client, "the referee's firm", example: "Example Mutual"),
        Field("verified", \.verified, "whether the referee confirmed it"))
}

/// A reference was checked with the referee.
public struct ReferenceChecked: Event {
    /// What the check found.
    public var reference: ClientReference

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("reference", \Self.reference, "what the check found"))
    /// Its place in the catalogue.
    public static let entry = ProviderEvent.referenceChecked
    /// What it records.
    public static let about = "A provider's client reference was checked."

    /// A later check of the same reference takes its place.
    public func apply(to state: inout Provider, _ fact: Fact) throws(IllegalEvent) {
        _ = try state.registered()
        state.references.removeAll { $0.code == reference.code }
        state.references.append(reference)
    }

    /// The trail's line.
    public var summary: String {
        "reference \(reference.code) in \(reference.industry) " + (reference.verified ? "verified" : "not verified")
    }
}

/// Records the check of a reference.
public struct CheckReference: Command {
    /// The provider.
    public var provider: ProviderID
    /// Unique at its provider.
    public var code: Code
    /// The referee's industry.
    public var industry: Code
    /// The referee's firm.
    public var client: Label
    /// Whether the referee confirmed it.
    public var verified: Bool

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("code", \.code, "unique at its provider", example: Code(validated: "REF-1")),
        Field("industry", \.industry, "the referee's industry", example: Code(validated: "insurance")),
        Field("client", \.client, "the referee's firm", example: "Example Mutual"),
        Field("verified", \.verified, "whether the referee confirmed it"))
    /// Its place in the catalogue.
    public static let entry = ProviderCommand.checkReference
    /// What a person types.
    public static let verb = "provider check-reference"
    /// What it does.
    public static let about = "Record the check of a provider's client reference."
    /// Its own.
    public var stream: StreamID { .provider(provider) }

    /// The same finding again is nothing new.
    public func decide(_ state: Provider, _ context: Context) throws(Refusal) -> Decision {
        let reference = ClientReference(code: code, industry: industry, client: client, verified: verified)
        return state.references.contains(reference) ? .nothing : Decision(ReferenceChecked(reference: reference))
    }
}
