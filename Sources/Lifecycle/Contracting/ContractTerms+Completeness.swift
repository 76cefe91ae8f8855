import Schema

extension TermItem {
    /// For people.
    var title: String {
        switch self {
        case .responsibilities: "both parties' responsibilities"
        case .scope: "scope"
        case .term: "term: start, and end or open-ended"
        case .renewal: "renewal"
        case .clientNotice: "the client's notice"
        case .providerNotice: "the provider's notice"
        case .pricing: "pricing: model, currency and a rate"
        case .payment: "payment"
        case .serviceLevels: "at least one service level"
        case .dataProtection: "data protection: classes, countries, return and deletion"
        case .ipProtection: "intellectual property"
        case .performance: "performance expectations"
        case .reporting: "reporting duties"
        case .auditRights: "audit rights"
        case .subcontracting: "subcontracting"
        case .escalation: "escalation matrix"
        case .continuity: "continuity"
        case .incidentNotice: "hours to notify an incident"
        case .liability: "liability and insurance"
        case .aiUse: "AI and data use"
        case .governingLaw: "governing law"
        case .exitClause: "exit clause"
        case .exitAssistance: "exit assistance"
        }
    }
}

extension ContractTerms {
    /// Whether the item is left out on purpose.
    func excludes(_ item: TermItem) -> Bool { none.contains { $0.item == item } }

    /// What is neither held nor left out on purpose (CON-6).
    func missing(for kind: ContractKind) -> [TermItem] {
        kind.required.filter { !states($0) && !excludes($0) }
    }

    /// Whether the contract holds the item.
    func states(_ item: TermItem) -> Bool {
        switch item {
        case .responsibilities: work?.clientDuties != nil && work?.providerDuties != nil
        case .scope: work?.scope != nil
        case .term: period?.start != nil && (period?.end != nil || period?.openEnded == true)
        case .renewal: period?.renewal != nil
        case .clientNotice: period?.clientNotice != nil
        case .providerNotice: period?.providerNotice != nil
        case .pricing: pricing?.isPriced == true
        case .payment: pricing?.payment != nil
        case .serviceLevels: !serviceLevels.isEmpty
        case .dataProtection: protection?.isDataProtected == true
        case .ipProtection: protection?.intellectualProperty != nil
        case .performance: work?.performance != nil
        case .reporting: work?.reporting != nil
        case .auditRights: protection?.auditRights != nil
        case .subcontracting: protection?.subcontracting != nil
        case .escalation: work.map { !$0.escalation.isEmpty } == true
        case .continuity: protection?.continuity != nil
        case .incidentNotice: protection?.incidentNoticeHours != nil
        case .liability: legal?.liability != nil
        case .aiUse: protection?.aiUse != nil
        case .governingLaw: legal?.governingLaw != nil
        case .exitClause: legal?.exitClause != nil
        case .exitAssistance: legal?.exitAssistance != nil
        }
    }

    /// Takes the item's value away: an amendment says "none, because …" of what was agreed before.
    mutating func clear(_ item: TermItem) {
        switch item {
        case .responsibilities: work?.clearDuties()
        case .scope: work?.scope = nil
        case .term: period?.clearTerm()
        case .renewal: period?.clearRenewal()
        case .clientNotice: period?.clientNotice = nil
        case .providerNotice: period?.providerNotice = nil
        case .pricing: pricing = pricing?.payment.map { PricingTerms(payment: $0) }
        case .payment: pricing?.payment = nil
        case .serviceLevels: serviceLevels = []
        case .dataProtection: protection?.clearData()
        case .ipProtection: protection?.intellectualProperty = nil
        case .performance: work?.performance = nil
        case .reporting: work?.reporting = nil
        case .auditRights: protection?.auditRights = nil
        case .subcontracting: protection?.subcontracting = nil
        case .escalation: work?.escalation = []
        case .continuity: protection?.continuity = nil
        case .incidentNotice: protection?.incidentNoticeHours = nil
        case .liability: legal?.liability = nil
        case .aiUse: protection?.aiUse = nil
        case .governingLaw: legal?.governingLaw = nil
        case .exitClause: legal?.exitClause = nil
        case .exitAssistance: legal?.exitAssistance = nil
        }
    }

    /// Refuses terms that contradict themselves; gaps are for the signature to find.
    func validate() throws(Refusal) {
        try period?.validate()
        try pricing?.validate()
        if let both = none.first(where: { states($0.item) }) {
            throw Refusal(.form, "The terms hold \(both.item.shown) and say none of it.")
        }
        guard Set(none.map(\.item)).count == none.count else { throw Refusal(.form, "None is said twice of an item.") }
        guard Set(serviceLevels.map(\.code)).count == serviceLevels.count else {
            throw Refusal(.form, "Two service levels bear one code.")
        }
        for level in serviceLevels { try level.validate() }
    }
}

extension WorkTerms {
    mutating func clearDuties() { (clientDuties, providerDuties) = (nil, nil) }
}

extension PeriodTerms {
    mutating func clearTerm() { (start, end, openEnded) = (nil, nil, nil) }
    mutating func clearRenewal() { (renewal, renewalMonths) = (nil, nil) }
}

extension ProtectionTerms {
    mutating func clearData() { (data, countries, dataReturn) = ([], [], nil) }

    /// Whether classes, countries, return and deletion are all named.
    var isDataProtected: Bool { !data.isEmpty && !countries.isEmpty && dataReturn != nil }
}

extension ServiceLevel {
    /// Refuses a minimum that asks more than the target, and a credit that is negative.
    func validate() throws(Refusal) {
        if let minimum {
            let fits = switch direction {
            case .higherIsBetter: minimum <= target
            case .lowerIsBetter: minimum >= target
            }
            guard fits else { throw Refusal(.form, "Service level \(code): the minimum asks more than the target.") }
        }
        guard credit.map({ $0.signum >= 0 }) ?? true else {
            throw Refusal(.form, "Service level \(code): a credit is not negative.")
        }
    }
}
