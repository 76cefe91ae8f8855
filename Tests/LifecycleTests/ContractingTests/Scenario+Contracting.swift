@testable import Lifecycle
import Schema
import Testing

extension Scenario {
    /// An engagement in contracting, its client in insurance.
    static func contracting(separation: SeparationMode = .enforce) throws -> Scenario {
        var scenario = Scenario(separation: separation)
        var profile = Profile.example
        profile.owner = mia
        profile.deputy = max
        try scenario.when(OpenEngagement(engagement: .example, profile: profile))
        scenario.engagement.phase = .contracting
        return scenario
    }

    /// A provider that nothing disqualifies.
    mutating func register(_ id: ProviderID, certified: Bool = true, attrition: String? = "25") throws {
        try when(RegisterProvider(
            provider: id, legalName: "Some Provider Inc", country: .example, scheme: nil, identifier: nil, parent: nil))
        try when(DiscloseAttrition(
            provider: id, withheld: attrition == nil, percent: attrition.flatMap { Decimal($0) }, from: nil, to: nil))
        try when(RecordNda(provider: id, signed: date("2026-01-02"), until: nil))
        for code in ["REF-1", "REF-2"] {
            try when(CheckReference(
                provider: id, code: try #require(Code(code)), industry: Profile.example.industry,
                client: "Some Client", verified: true))
        }
        guard certified else { return }
        try when(RecordAttestation(
            provider: id, kind: .iso27001, number: nil, scope: "All sites", issuer: "A certifier",
            from: date("2025-06-01"), until: date("2028-05-31")))
    }

    /// A full risk assessment with that many items at their worst value.
    mutating func assess(_ id: ProviderID, worst: Int = 0, on day: String? = nil) throws {
        let template = try #require(EvaluationTemplate.risk.last)
        let answers = template.items.map { item in
            item.answered(best: item.number > worst)
        }
        try when(AssessRisk(engagement: .example, provider: id, answers: answers), on: day)
    }

    /// Approves a treatment of a risk item by two persons.
    mutating func treat(_ id: ProviderID, item: Count) throws {
        try when(ProposeTreatment(
            engagement: .example, provider: id, item: item, treatment: .mitigate, owner: Scenario.mia,
            due: date("2026-06-30"), note: nil))
        try when(ApproveTreatment(engagement: .example, provider: id, item: item), by: Scenario.max)
    }

    /// Two clean providers evaluated, `id` chosen, its risk assessed.
    mutating func choose(_ id: ProviderID) throws {
        let other = try #require(ProviderID("PRV-OTHER"))
        try register(id)
        try register(other)
        try when(OpenRound(engagement: .example, weights: [], certificates: [], data: []))
        try evaluate(id, best: true)
        try evaluate(other, best: false)
        try when(
            ChooseProvider(engagement: .example, provider: id, rationale: nil, priceRationale: nil), by: Scenario.max)
        try assess(id)
    }

    mutating func evaluate(_ id: ProviderID, best: Bool, cost: Int64? = nil) throws {
        let template = try #require(EvaluationTemplate.providerEvaluation.last)
        var answers = template.items.filter { !$0.mayWait && $0.number != 6 }.map { $0.answered(best: best) }
        if let cost {
            answers.append(TemplateAnswer(
                item: 12, grade: nil, number: nil, cost: Money(.example, minorUnits: cost), note: nil))
        }
        try when(EvaluateProvider(engagement: .example, provider: id, answers: answers))
    }

    func date(_ text: String) -> CivilDate { CivilDate(text) ?? .min }
}

extension TemplateItem {
    /// The best answer, or the worst.
    func answered(best: Bool) -> TemplateAnswer {
        var answer = TemplateAnswer(item: Count(number) ?? 0, grade: nil, number: nil, cost: nil, note: nil)
        switch scale {
        case .words(let words): answer.grade = best ? words.first : words.last
        case .percent(.turnover): answer.number = Decimal(best ? "10" : "120")
        case .percent: answer.number = Decimal(best ? "99" : "10")
        case .cost: answer.cost = .example
        }
        return answer
    }
}

extension ContractTerms {
    /// Complete terms for a long-term contract of 2026 to 2028.
    static var complete: ContractTerms {
        var terms = ContractTerms.example
        terms.period = PeriodTerms(
            start: CivilDate("2026-02-01"), end: CivilDate("2028-05-31"), openEnded: nil, renewal: .byAgreement,
            renewalMonths: nil, clientNotice: NoticePeriod("3 months"), providerNotice: NoticePeriod("6 months"))
        terms.protection?.data = [.confidential]
        terms.serviceLevels = [.percent("sla", target: "95")]
        terms.withdrawnLevels = []
        terms.none = [NoneBecause(item: .subcontracting, because: "Nobody subcontracts")]
        terms.protection?.subcontracting = nil
        return terms
    }
}

extension ServiceLevel {
    static func percent(_ code: String, target: String) -> ServiceLevel {
        var level = ServiceLevel.example
        level.code = Code(code) ?? .example
        level.direction = .higherIsBetter
        level.target = Decimal(target) ?? .zero
        level.minimum = nil
        return level
    }
}
