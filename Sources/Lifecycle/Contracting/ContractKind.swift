public import Schema

/// What kind of contract it is.
public enum ContractKind: String, Choice {
    case longTerm = "long_term", pilot

    /// What it must hold (CON-6).
    var required: [TermItem] {
        switch self {
        case .longTerm: TermItem.allCases
        case .pilot: [.scope, .term, .pricing, .dataProtection, .escalation, .exitClause]
        }
    }
}
