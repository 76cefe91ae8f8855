/// Events of a provider's stream.
public enum ProviderEvent: String, EventCatalogue {
    case registered = "provider.registered"
    case corrected = "provider.corrected"
    case attestationRecorded = "provider.attestation-recorded"
    case attritionDisclosed = "provider.attrition-disclosed"
    case ndaRecorded = "provider.nda-recorded"
    case referenceChecked = "provider.reference-checked"
    case incidentNoted = "provider.incident-noted"

    /// The payload's type.
    public var payload: any Event<Provider>.Type {
        switch self {
        case .registered: ProviderRegistered.self
        case .corrected: ProviderCorrected.self
        case .attestationRecorded: AttestationRecorded.self
        case .attritionDisclosed: AttritionDisclosed.self
        case .ndaRecorded: NdaRecorded.self
        case .referenceChecked: ReferenceChecked.self
        case .incidentNoted: IncidentNoted.self
        }
    }
}

/// Commands about providers.
public enum ProviderCommand: String, CommandCatalogue {
    case register = "Register"
    case correct = "Correct"
    case recordAttestation = "RecordAttestation"
    case discloseAttrition = "DiscloseAttrition"
    case recordNda = "RecordNda"
    case checkReference = "CheckReference"
    case noteIncident = "NoteIncident"

    /// The Varlink interface.
    public static let interface = "org.engaged.Providers"
    /// What it is for.
    public static let about = "Providers, whoever engages them: identity, evidence, references."

    /// The command's type.
    public var command: any Command.Type {
        switch self {
        case .register: RegisterProvider.self
        case .correct: CorrectProvider.self
        case .recordAttestation: RecordAttestation.self
        case .discloseAttrition: DiscloseAttrition.self
        case .recordNda: RecordNda.self
        case .checkReference: CheckReference.self
        case .noteIncident: NoteIncident.self
        }
    }
}
