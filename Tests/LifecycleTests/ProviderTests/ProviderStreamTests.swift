@testable import Lifecycle
import Schema
import Testing

@Suite("Providers")
struct ProviderStreamTests {
    func register(_ scheme: IdentifierScheme?, _ identifier: String?) -> RegisterProvider {
        RegisterProvider(
            provider: .example, legalName: "Alpha Services Inc", country: .example, scheme: scheme,
            identifier: identifier.flatMap { Code($0) }, parent: nil)
    }

    @Test("an LEI with right check digits is taken", arguments: ["5493001KJTIIGC8Y1R12", "529900T8BM49AURSDO55"])
    func rightLEI(_ lei: String) throws {
        var scenario = Scenario()
        #expect(try scenario.when(register(.lei, lei)) == ["provider.registered"])
    }

    @Test("an LEI of the wrong length, charset or check digits is refused", arguments: [
        "5493001KJTIIGC8Y1R13", "5493001KJTIIGC8Y1R1", "5493001kjtiigc8y1r12", "5493001KJTIIGC8Y1R21",
        "45930A1KJTIIGC8Y1R12", "5493001KJTIIGC8Y1RA2",
    ])
    func wrongLEI(_ lei: String) throws {
        var scenario = Scenario()
        #expect(try scenario.refusal(register(.lei, lei)).rule == .form)
    }

    @Test("an identifier needs its scheme")
    func halfIdentifier() throws {
        var scenario = Scenario()
        #expect(try scenario.refusal(register(nil, "123")).rule == .form)
        #expect(try scenario.refusal(register(.vat, nil)).rule == .form)
        #expect(try scenario.refusal(register(.duns, "12345678")).rule == .form)
        #expect(try scenario.when(register(.duns, "123456789")) == ["provider.registered"])
    }

    @Test("a correction needs a reason and keeps what it does not name")
    func correction() throws {
        var scenario = Scenario()
        try scenario.when(register(.duns, "123456789"))
        let correct = CorrectProvider(
            provider: .example, legalName: "Alpha Services Ltd", country: nil, scheme: nil, identifier: nil,
            parent: nil)
        #expect(throws: Refusal.self) { try scenario.when(correct) }
        #expect(try scenario.when(correct, reason: .example) == ["provider.corrected"])
        let profile = try #require(scenario.providers[.example]?.profile)
        #expect(profile.legalName == "Alpha Services Ltd")
        #expect(profile.identifier?.value.rawValue == "123456789")
        #expect(try scenario.when(correct, reason: .example).isEmpty)
    }

    @Test("attrition is a figure or withheld, never both or neither")
    func attrition() throws {
        var scenario = Scenario()
        try scenario.when(register(nil, nil))
        func disclose(_ withheld: Bool, _ percent: String?) -> DiscloseAttrition {
            DiscloseAttrition(
                provider: .example, withheld: withheld, percent: percent.flatMap { Decimal($0) }, from: nil, to: nil)
        }
        #expect(try scenario.refusal(disclose(true, "30")).rule == .form)
        #expect(try scenario.refusal(disclose(false, nil)).rule == .form)
        #expect(try scenario.refusal(disclose(false, "-1")).rule == .form)
        try scenario.when(disclose(false, "140"))
        #expect(scenario.providers[.example]?.attrition?.percent == Decimal("140"))
        try scenario.when(disclose(true, nil))
        #expect(scenario.providers[.example]?.attrition?.percent == nil)
    }

    @Test("the same paper, reference or incident twice is one")
    func repeats() throws {
        var scenario = try Scenario.contracting()
        try scenario.register(.example)
        let count = scenario.log.count
        #expect(throws: IllegalEvent.self) { try scenario.when(register(nil, nil)) }
        try scenario.when(RecordNda(provider: .example, signed: scenario.date("2026-01-02"), until: nil))
        try scenario.when(CheckReference(
            provider: .example, code: try #require(Code("REF-1")), industry: Profile.example.industry,
            client: "Some Client", verified: true))
        #expect(scenario.providers[.example]?.nonDisclosures.count == 1)
        #expect(scenario.providers[.example]?.references.count == 2)
        #expect(scenario.log.count == count + 1)
    }

    @Test("TIME: a signature, an incident of tomorrow is refused")
    func tomorrow() throws {
        var scenario = try Scenario.contracting()
        try scenario.register(.example)
        #expect(try scenario.refusal(
            RecordNda(provider: .example, signed: scenario.date("2026-01-06"), until: nil)).rule == .time)
        #expect(try scenario.refusal(NoteIncident(
            provider: .example, code: .example, on: scenario.date("2026-01-06"), major: true, about: "Later")).rule
            == .time)
    }
}
