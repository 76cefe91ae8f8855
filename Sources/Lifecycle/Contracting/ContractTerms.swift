public import Schema

/// What a contract must hold or say "none, because …" of (CON-6).
public enum TermItem: String, Choice {
    case responsibilities, scope, term, renewal, clientNotice = "client_notice", providerNotice = "provider_notice"
    case pricing, payment, serviceLevels = "service_levels", dataProtection = "data_protection"
    case ipProtection = "ip_protection", performance, reporting, auditRights = "audit_rights", subcontracting
    case escalation, continuity, incidentNotice = "incident_notice", liability, aiUse = "ai_use"
    case governingLaw = "governing_law", exitClause = "exit_clause", exitAssistance = "exit_assistance"
}

/// "None, because …": an item that the contract leaves out on purpose.
public struct NoneBecause: Message, Equatable {
    /// What is left out.
    public var item: TermItem
    /// Why.
    public var because: Label

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("item", \Self.item, "what is left out", example: .subcontracting),
        Field("because", \.because, "why", example: "No subcontractors are used"))
}

/// The terms of a contract, or of an amendment the fields that it changes (CON-6, CON-7).
public struct ContractTerms: Message, Equatable, TermsGroup {
    /// Term, renewal and notice.
    public var period: PeriodTerms?
    /// What is to be done.
    public var work: WorkTerms?
    /// What is paid.
    public var pricing: PricingTerms?
    /// Data, rights and continuity.
    public var protection: ProtectionTerms?
    /// Liability, law and the way out.
    public var legal: LegalTerms?
    /// Service levels; an amendment's replace those of the same code and add the others.
    public var serviceLevels: [ServiceLevel] = []
    /// Codes of service levels that an amendment takes away.
    public var withdrawnLevels: [Code] = []
    /// What is left out on purpose.
    public var none: [NoneBecause] = []

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("period", \Self.period, "term, renewal and notice"),
        Field("work", \.work, "what is to be done"),
        Field("pricing", \.pricing, "what is paid"),
        Field("protection", \.protection, "data, rights and continuity"),
        Field("legal", \.legal, "liability, law and the way out"),
        Field("serviceLevels", \.serviceLevels, "service levels; an amendment's replace those of the same code"),
        Field("withdrawnLevels", \.withdrawnLevels, "codes of levels that an amendment takes away", example: []),
        Field("none", \.none, "what is left out on purpose, and why"))

    func merged(_ change: ContractTerms, _ how: TermsMerge) -> ContractTerms {
        var merged = ContractTerms(
            period: how.group(period, change.period), work: how.group(work, change.work),
            pricing: how.group(pricing, change.pricing), protection: how.group(protection, change.protection),
            legal: how.group(legal, change.legal), serviceLevels: levels(change, how))
        merged.none = exclusions(change, how)
        if how == .overlay { for exclusion in change.none { merged.clear(exclusion.item) } }
        return merged
    }

    private func levels(_ change: ContractTerms, _ how: TermsMerge) -> [ServiceLevel] {
        let touched = Set(change.serviceLevels.map(\.code) + change.withdrawnLevels)
        return switch how {
        case .overlay: serviceLevels.filter { !touched.contains($0.code) } + change.serviceLevels
        case .excerpt: serviceLevels.filter { touched.contains($0.code) }
        }
    }

    private func exclusions(_ change: ContractTerms, _ how: TermsMerge) -> [NoneBecause] {
        let touched = TermItem.allCases.filter { change.states($0) || change.excludes($0) }
        return switch how {
        case .overlay: none.filter { !touched.contains($0.item) } + change.none
        case .excerpt: none.filter { touched.contains($0.item) }
        }
    }
}
