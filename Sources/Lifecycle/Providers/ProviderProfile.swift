public import Schema

/// The register that an identifier is from.
public enum IdentifierScheme: String, Choice {
    case lei, euid, vat, duns, national
}

/// An identifier of a legal entity.
public struct EntityIdentifier: Message, Equatable {
    /// The register it is from.
    public var scheme: IdentifierScheme
    /// As the register writes it.
    public var value: Code

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("scheme", \Self.scheme, "the register it is from"),
        Field("value", \.value, "as the register writes it", example: Code(validated: "5493001KJTIIGC8Y1R12")))

    /// Whether it is what its register would write, as far as the form shows.
    var isWellFormed: Bool {
        let text = value.rawValue
        return switch scheme {
        case .lei: LegalEntityIdentifier.isValid(text)
        case .duns: text.utf8.count == 9 && text.utf8.allSatisfy { $0 &- 0x30 <= 9 }
        case .euid, .vat, .national: true
        }
    }
}

/// Who a provider is; descriptive, and correctable with a reason.
public struct ProviderProfile: Message, Equatable {
    /// As registered.
    public var legalName: Label
    /// An identifier of the legal entity.
    public var identifier: EntityIdentifier?
    /// Country of its headquarters, ISO 3166-1 alpha-2.
    public var country: CountryCode
    /// Its ultimate parent, where it has one.
    public var parent: Label?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("legalName", \Self.legalName, "as registered", example: "Alpha Services Inc"),
        Field("identifier", \.identifier, "an identifier of the legal entity"),
        Field("country", \.country, "country of its headquarters, ISO 3166-1 alpha-2"),
        Field("parent", \.parent, "its ultimate parent, where it has one", example: "Alpha Holding PLC"))

    /// Refuses an identifier whose form or check digits are wrong.
    func validate() throws(Refusal) {
        guard let identifier, !identifier.isWellFormed else { return }
        throw Refusal(.form, "\(identifier.value) is no valid \(identifier.scheme.shown): check its digits.")
    }
}
