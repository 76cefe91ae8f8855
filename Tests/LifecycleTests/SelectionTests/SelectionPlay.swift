@testable import Lifecycle
import Schema
import Testing

/// Plays selection.
extension Scenario {
    static func inSelection(model: EngagementModel = .bpo) throws -> Scenario {
        var scenario = Scenario()
        var profile = Profile.example
        profile.owner = Scenario.mia
        profile.deputy = Scenario.max
        profile.model = model
        try scenario.when(OpenEngagement(engagement: .example, profile: profile))
        return scenario
    }

    mutating func answer(_ row: FitCase) throws {
        for (question, answer) in row.answers {
            try when(AssessReason(engagement: .example, question: question, answer: answer, note: nil))
        }
    }

    mutating func document(_ item: DocumentItem, _ coverage: Coverage) throws {
        try when(AssessDocumentation(
            engagement: .example, item: item, coverage: coverage, evidence: nil, sha256: nil))
    }

    mutating func documentAll() throws {
        for demand in SelectionPolicy.standard.documents { try document(demand.item, demand.coverage) }
    }

    mutating func declareModel(_ parties: WorkParty = .provider, justification: Text? = nil) throws {
        try when(AssessModel(
            engagement: .example, employer: parties, director: parties, selector: parties,
            justification: justification))
    }

    @discardableResult
    mutating func locate(
        _ sites: [(String, Int64)], _ declared: LocationModel, justification: Text? = nil
    ) throws -> [String] {
        try when(DeclareLocation(
            engagement: .example, sites: sites.map { site(country: $0.0, minutes: $0.1) }, declared: declared,
            coverageHours: nil, dataAtRest: [], dataProcessed: [], justification: justification))
    }

    private func site(country: String, minutes: Int64) -> DeliverySite {
        DeliverySite(country: CountryCode(country) ?? .example, offsetMinutes: minutes)
    }

    mutating func fillSelection() throws {
        try documentAll()
        try declareModel()
        try locate([("PL", 0)], .nearshore)
        try when(RecordBusinessCase(engagement: .example, figures: .example))
    }

    /// How the gate out of selection stands.
    var selectionReadiness: Readiness {
        engagement.readiness(
            .toContracting, Surroundings(date: today, governance: governance, provider: { _ in nil }))
    }

    /// Rules of unmet criteria.
    var unmet: [Rule] { selectionReadiness.missing.map(\.rule) }
}
