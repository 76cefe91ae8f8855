/// Events of contracting: comparing providers, assessing risk, agreeing on terms.
public enum ContractingEvent: String, EventCatalogue {
    case roundOpened = "evaluation.round-opened"
    case providerEvaluated = "evaluation.provider-evaluated"
    case singleSourceRequested = "evaluation.single-source-requested"
    case singleSourceApproved = "evaluation.single-source-approved"
    case disqualifierWaiverRequested = "evaluation.disqualifier-waiver-requested"
    case disqualifierWaiverApproved = "evaluation.disqualifier-waiver-approved"
    case riskAssessed = "risk.assessed"
    case treatmentProposed = "risk.treatment-proposed"
    case riskTreated = "risk.treated"
    case providerChosen = "provider.chosen"
    case contractDrafted = "contract.drafted"
    case contractSigned = "contract.signed"
    case amendmentDrafted = "amendment.drafted"
    case amendmentSigned = "amendment.signed"
    case renewalDecided = "contract.renewal-decided"

    /// The payload's type.
    public var payload: any Event<Engagement>.Type {
        switch self {
        case .roundOpened: RoundOpened.self
        case .providerEvaluated: ProviderEvaluated.self
        case .singleSourceRequested: SingleSourceRequested.self
        case .singleSourceApproved: SingleSourceApproved.self
        case .disqualifierWaiverRequested: DisqualifierWaiverRequested.self
        case .disqualifierWaiverApproved: DisqualifierWaiverApproved.self
        case .riskAssessed: RiskAssessed.self
        case .treatmentProposed: TreatmentProposed.self
        case .riskTreated: RiskTreated.self
        case .providerChosen: ProviderChosen.self
        case .contractDrafted: ContractDrafted.self
        case .contractSigned: ContractSigned.self
        case .amendmentDrafted: AmendmentDrafted.self
        case .amendmentSigned: AmendmentSigned.self
        case .renewalDecided: RenewalDecided.self
        }
    }
}

/// Commands of contracting.
public enum ContractingCommand: String, CommandCatalogue {
    case openRound = "OpenRound"
    case evaluateProvider = "EvaluateProvider"
    case requestSingleSource = "RequestSingleSource"
    case approveSingleSource = "ApproveSingleSource"
    case requestDisqualifierWaiver = "RequestDisqualifierWaiver"
    case approveDisqualifierWaiver = "ApproveDisqualifierWaiver"
    case assessRisk = "AssessRisk"
    case proposeTreatment = "ProposeTreatment"
    case approveTreatment = "ApproveTreatment"
    case chooseProvider = "ChooseProvider"
    case draftContract = "DraftContract"
    case signContract = "SignContract"
    case draftAmendment = "DraftAmendment"
    case signAmendment = "SignAmendment"
    case decideRenewal = "DecideRenewal"

    /// The Varlink interface.
    public static let interface = "org.engaged.Contracting"
    /// What it is for.
    public static let about = "Compare providers, assess risk, draft, sign and amend contracts."

    /// The command's type.
    public var command: any Command.Type {
        switch self {
        case .openRound: OpenRound.self
        case .evaluateProvider: EvaluateProvider.self
        case .requestSingleSource: RequestSingleSource.self
        case .approveSingleSource: ApproveSingleSource.self
        case .requestDisqualifierWaiver: RequestDisqualifierWaiver.self
        case .approveDisqualifierWaiver: ApproveDisqualifierWaiver.self
        case .assessRisk: AssessRisk.self
        case .proposeTreatment: ProposeTreatment.self
        case .approveTreatment: ApproveTreatment.self
        case .chooseProvider: ChooseProvider.self
        case .draftContract: DraftContract.self
        case .signContract: SignContract.self
        case .draftAmendment: DraftAmendment.self
        case .signAmendment: SignAmendment.self
        case .decideRenewal: DecideRenewal.self
        }
    }
}
