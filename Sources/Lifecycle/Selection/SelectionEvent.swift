/// Events of selection.
public enum SelectionEvent: String, EventCatalogue {
    case reasonAssessed = "selection.reason-assessed"
    case documentationAssessed = "selection.documentation-assessed"
    case modelAssessed = "selection.model-assessed"
    case locationDeclared = "selection.location-declared"
    case businessCaseRecorded = "selection.business-case-recorded"
    case criticalityAssessed = "selection.criticality-assessed"
    case fitDecided = "selection.fit-decided"
    case overrideRequested = "override.requested"
    case overrideApproved = "override.approved"

    /// The payload's type.
    public var payload: any Event<Engagement>.Type {
        switch self {
        case .reasonAssessed: ReasonAssessed.self
        case .documentationAssessed: DocumentationAssessed.self
        case .modelAssessed: ModelAssessed.self
        case .locationDeclared: LocationDeclared.self
        case .businessCaseRecorded: BusinessCaseRecorded.self
        case .criticalityAssessed: CriticalityAssessed.self
        case .fitDecided: FitDecided.self
        case .overrideRequested: OverrideRequested.self
        case .overrideApproved: OverrideApproved.self
        }
    }
}

/// Commands of selection.
public enum SelectionCommand: String, CommandCatalogue {
    case assessReason = "AssessReason"
    case assessDocumentation = "AssessDocumentation"
    case assessModel = "AssessModel"
    case declareLocation = "DeclareLocation"
    case recordBusinessCase = "RecordBusinessCase"
    case assessCriticality = "AssessCriticality"
    case decideFit = "DecideFit"
    case requestOverride = "RequestOverride"
    case approveOverride = "ApproveOverride"

    /// The Varlink interface.
    public static let interface = "org.engaged.Selection"
    /// What it is for.
    public static let about = "Which process, and is it fit to go out: answers, documents, model, location, verdict."

    /// The command's type.
    public var command: any Command.Type {
        switch self {
        case .assessReason: AssessReason.self
        case .assessDocumentation: AssessDocumentation.self
        case .assessModel: AssessModel.self
        case .declareLocation: DeclareLocation.self
        case .recordBusinessCase: RecordBusinessCase.self
        case .assessCriticality: AssessCriticality.self
        case .decideFit: DecideFit.self
        case .requestOverride: RequestOverride.self
        case .approveOverride: ApproveOverride.self
        }
    }
}
