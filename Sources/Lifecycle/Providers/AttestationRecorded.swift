public import Schema

/// What a document proves of a provider.
public enum AttestationKind: String, Choice {
    case iso27001 = "iso_27001", iso9001 = "iso_9001", soc2Type1 = "soc2_type1", soc2Type2 = "soc2_type2"
    case pciDss = "pci_dss", businessAssociateAgreement = "business_associate_agreement"
    case processingAgreement = "processing_agreement", transferMechanism = "transfer_mechanism"
    case ccpaTerms = "ccpa_terms", other
}

/// A certificate, attestation or agreement of a provider.
public struct Attestation: Message, Equatable {
    /// What it proves.
    public var kind: AttestationKind
    /// Its number, where it bears one.
    public var number: Code?
    /// What it covers.
    public var scope: Label
    /// Who issued it.
    public var issuer: Label
    /// First day on which it counts: of issue, of signature, of the period.
    public var from: CivilDate
    /// Last day on which it counts, where it ends.
    public var until: CivilDate?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("kind", \Self.kind, "what it proves"),
        Field("number", \.number, "its number, where it bears one", example: Code(validated: "IS-712345")),
        Field("scope", \.scope, "what it covers", example: "Contact centre operations, Manila"),
        Field("issuer", \.issuer, "who issued it", example: "Example Certification Ltd"),
        Field("from", \.from, "first day on which it counts: of issue, signature or period"),
        Field("until", \.until, "last day on which it counts, where it ends"))

    /// Whether it counts on that day, and is younger than so many months where a rule says so (CON-5).
    func isValid(on date: CivilDate, youngerThan monthsMax: Count?) -> Bool {
        guard from <= date, until.map({ date <= $0 }) ?? true else { return false }
        guard let monthsMax else { return true }
        guard let limit = try? from.adding(months: Int(monthsMax.value)) else { return true }
        return date < limit
    }
}

/// A certificate, attestation or agreement was seen.
public struct AttestationRecorded: Event {
    /// What was seen.
    public var attestation: Attestation

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("attestation", \Self.attestation, "what was seen"))
    /// Its place in the catalogue.
    public static let entry = ProviderEvent.attestationRecorded
    /// What it records.
    public static let about = "A provider's certificate, attestation or agreement was recorded."

    /// One more.
    public func apply(to state: inout Provider, _ fact: Fact) throws(IllegalEvent) {
        _ = try state.registered()
        state.attestations.append(attestation)
    }

    /// The trail's line.
    public var summary: String { "\(attestation.kind.shown) recorded, from \(attestation.from)" }
}

/// Records a certificate, attestation or agreement.
public struct RecordAttestation: Command {
    /// The provider.
    public var provider: ProviderID
    /// What it proves.
    public var kind: AttestationKind
    /// Its number.
    public var number: Code?
    /// What it covers.
    public var scope: Label
    /// Who issued it.
    public var issuer: Label
    /// First day on which it counts.
    public var from: CivilDate
    /// Last day on which it counts.
    public var until: CivilDate?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("kind", \.kind, "what it proves"),
        Field("number", \.number, "its number, where it bears one", example: Code(validated: "IS-712345")),
        Field("scope", \.scope, "what it covers", example: "Contact centre operations, Manila"),
        Field("issuer", \.issuer, "who issued it", example: "Example Certification Ltd"),
        Field("from", \.from, "first day on which it counts: of issue, signature or period"),
        Field("until", \.until, "last day on which it counts, where it ends"))
    /// Its place in the catalogue.
    public static let entry = ProviderCommand.recordAttestation
    /// What a person types.
    public static let verb = "provider record-attestation"
    /// What it does.
    public static let about = "Record a certificate, attestation or agreement of a provider."
    /// Its own.
    public var stream: StreamID { .provider(provider) }

    /// The same paper twice is one.
    public func decide(_ state: Provider, _ context: Context) throws(Refusal) -> Decision {
        let attestation = Attestation(
            kind: kind, number: number, scope: scope, issuer: issuer, from: from, until: until)
        if let until, until < from { throw Refusal(.form, "It would end on \(until), before it begins.") }
        guard !state.attestations.contains(attestation) else { return .nothing }
        return Decision(AttestationRecorded(attestation: attestation))
    }
}
