/// Events of the stream `governance`.
public enum GovernanceEvent: String, EventCatalogue {
    case ledgerCreated = "ledger.created"
    case policyProposed = "policy.proposed"
    case policyAdopted = "policy.adopted"
    case personAdded = "person.added"
    case personBound = "person.bound"
    case checkpointKeyAdopted = "checkpoint-key.adopted"
    case textErased = "text.erased"
    case separationRefused = "separation.refused"
    case separationExcepted = "separation.excepted"

    /// The payload's type.
    public var payload: any Event<Governance>.Type {
        switch self {
        case .ledgerCreated: LedgerCreated.self
        case .policyProposed: PolicyProposed.self
        case .policyAdopted: PolicyAdopted.self
        case .personAdded: PersonAdded.self
        case .personBound: PersonBound.self
        case .checkpointKeyAdopted: CheckpointKeyAdopted.self
        case .textErased: TextErased.self
        case .separationRefused: SeparationRefused.self
        case .separationExcepted: SeparationExcepted.self
        }
    }
}

/// Commands of governance.
public enum GovernanceCommand: String, CommandCatalogue {
    case addPerson = "AddPerson"
    case bindPerson = "BindPerson"
    case proposePolicy = "ProposePolicy"
    case adoptPolicy = "AdoptPolicy"
    case adoptCheckpointKey = "AdoptCheckpointKey"
    case eraseText = "EraseText"

    /// The Varlink interface.
    public static let interface = "org.engaged.Governance"
    /// What it is for.
    public static let about = "Persons, their Unix users, the policy, and texts that are erased."

    /// The command's type.
    public var command: any Command.Type {
        switch self {
        case .addPerson: AddPerson.self
        case .bindPerson: BindPerson.self
        case .proposePolicy: ProposePolicy.self
        case .adoptPolicy: AdoptPolicy.self
        case .adoptCheckpointKey: AdoptCheckpointKey.self
        case .eraseText: EraseText.self
        }
    }
}
