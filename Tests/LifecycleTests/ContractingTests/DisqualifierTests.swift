@testable import Lifecycle
import Schema
import Testing

@Suite("Disqualifiers")
struct DisqualifierTests {
    func found(_ scenario: Scenario, on day: String, data: [DataClass] = []) -> [Disqualifier] {
        let date = CivilDate(day) ?? .min
        return scenario.providers[.example]?.disqualifiers(
            on: date, industry: Profile.example.industry, data: data, scenario.governance.policy.contracting) ?? []
    }

    @Test("CON-5: a provider of which nothing is on record lacks attrition data, NDA and references")
    func bare() throws {
        var scenario = try Scenario.contracting()
        try scenario.when(RegisterProvider(
            provider: .example, legalName: "Bare Ltd", country: .example, scheme: nil, identifier: nil, parent: nil))
        #expect(found(scenario, on: "2026-01-05").map(\.kind) == [.attritionWithheld, .noNda, .tooFewReferences])
    }

    @Test("CON-5: references count only when verified and in the client's industry")
    func references() throws {
        var scenario = try Scenario.contracting()
        try scenario.register(.example)
        #expect(found(scenario, on: "2026-01-05").isEmpty)
        try scenario.when(CheckReference(
            provider: .example, code: try #require(Code("REF-2")), industry: try #require(Code("retail")),
            client: "A shop", verified: true))
        #expect(found(scenario, on: "2026-01-05").map(\.kind) == [.tooFewReferences])
        try scenario.when(CheckReference(
            provider: .example, code: try #require(Code("REF-3")), industry: Profile.example.industry,
            client: "An insurer", verified: false))
        #expect(found(scenario, on: "2026-01-05").map(\.kind) == [.tooFewReferences])
    }

    @Test("CON-5: each class of data demands its evidence", arguments: [
        (DataClass.health, [AttestationKind.businessAssociateAgreement]),
        (.euPersonal, [.processingAgreement, .transferMechanism]),
        (.california, [.ccpaTerms]), (.cards, [.pciDss]), (.confidential, []),
    ])
    func evidence(_ data: DataClass, _ kinds: [AttestationKind]) throws {
        var scenario = try Scenario.contracting()
        try scenario.register(.example)
        #expect(found(scenario, on: "2026-01-05", data: [data]).compactMap(\.evidence) == kinds)
        for kind in kinds {
            try scenario.when(RecordAttestation(
                provider: .example, kind: kind, number: nil, scope: "All", issuer: "Somebody",
                from: scenario.date("2025-03-01"), until: nil))
        }
        #expect(found(scenario, on: "2026-01-05", data: [data]).isEmpty)
        #expect(found(scenario, on: "2025-02-28", data: [data]).compactMap(\.evidence) == kinds)
    }

    @Test("CON-5: a PCI DSS attestation counts while it is under 12 months old", arguments: [
        ("2026-02-28", true), ("2026-03-01", false),
    ])
    func age(_ day: String, _ valid: Bool) throws {
        var scenario = try Scenario.contracting()
        try scenario.register(.example)
        try scenario.when(RecordAttestation(
            provider: .example, kind: .pciDss, number: nil, scope: "All", issuer: "An assessor",
            from: scenario.date("2025-03-01"), until: nil))
        #expect(found(scenario, on: day, data: [.cards]).isEmpty == valid)
    }

    @Test("CON-5: only a waiver by two persons lifts a disqualifier, for its provider, until its day")
    func waiver() throws {
        var scenario = try Scenario.contracting()
        try scenario.register(.example, attrition: nil)
        try scenario.when(OpenRound(engagement: .example, weights: [], certificates: [], data: []))
        let waive = RequestDisqualifierWaiver(
            engagement: .example, provider: .example, kind: .attritionWithheld, evidence: nil,
            until: scenario.date("2026-03-31"))
        try scenario.when(waive, reason: .example)
        func open(_ day: String) -> [Disqualifier] {
            var around = scenario.context(by: Scenario.mia, on: nil, reason: nil).surroundings
            around.date = CivilDate(day) ?? .min
            return scenario.engagement.disqualifiers(of: .example, around, data: [])
        }
        #expect(open("2026-03-31").count == 1)
        let approve = ApproveDisqualifierWaiver(
            engagement: .example, provider: .example, kind: .attritionWithheld, evidence: nil)
        #expect(try scenario.refusal(approve).rule == .sep1)
        try scenario.when(approve, by: Scenario.max)
        #expect(open("2026-03-31").isEmpty)
        #expect(open("2026-04-01").map(\.kind) == [.attritionWithheld])
    }
}
