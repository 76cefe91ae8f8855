@testable import Lifecycle
import Schema
import Testing

/// Worked examples 6c and 6d.
@Suite("Expected charge")
struct ExpectedChargeTests {
    func contract(_ pricing: PricingTerms) -> Contract {
        var terms = ContractTerms()
        terms.period = PeriodTerms(start: CivilDate("2026-01-01"), openEnded: true)
        terms.pricing = pricing
        return Contract(
            code: .example, kind: .longTerm, provider: .example,
            draft: ContractDraft(version: 1, on: .min, terms: terms),
            signature: ContractSignature(on: .min, proof: 1, terms: terms), amendments: [], dates: nil, decision: nil)
    }

    func hybrid() -> Contract {
        var hybrid = contract(PricingTerms(
            model: .hybrid, currency: .example, monthlyFee: Money(.example, minorUnits: 2_000_000),
            unitRate: Decimal("1.2345")))
        var change = ContractTerms()
        change.pricing = PricingTerms(monthlyFee: Money(.example, minorUnits: 2_350_000), unitRate: Decimal("1.1875"))
        hybrid.amendments = [Amendment(
            code: .example, what: "New price", effective: CivilDate("2026-03-11") ?? .min, change: change, version: 3,
            on: .min, signed: 9)]
        return hybrid
    }

    func volume(_ span: String, _ units: String) throws -> ChargedVolume {
        ChargedVolume(span: try #require(DateSpan(span)), units: try #require(Decimal(units)))
    }

    @Test("6c: an amendment inside a month splits fee and volume, and the total is rounded once")
    func split() throws {
        let march = try #require(DateSpan("2026-03-01/2026-03-31"))
        let charge = try hybrid().expectedCharge(of: march, volumes: [
            volume("2026-03-01/2026-03-10", "1733"), volume("2026-03-11/2026-03-31", "3860"),
            volume("2026-04-01/2026-04-30", "99999"),
        ])
        #expect(charge?.minorUnits == 2_909_411)
    }

    @Test("6c: a single volume over the change is refused")
    func spanning() throws {
        let march = try #require(DateSpan("2026-03-01/2026-03-31"))
        let whole = [try volume("2026-03-01/2026-03-31", "5593")]
        #expect(throws: Refusal.self) { try hybrid().expectedCharge(of: march, volumes: whole) }
    }

    @Test("6d: ties go to the even cent", arguments: [
        ("2.675", "1", 268), ("1.125", "1", 112), ("0.0425", "812345", 3_452_466),
    ] as [(String, String, Int64)])
    func ties(_ rate: String, _ units: String, _ cents: Int64) throws {
        let priced = contract(PricingTerms(model: .perTransaction, currency: .example, unitRate: Decimal(rate)))
        let may = try #require(DateSpan("2026-05-01/2026-05-31"))
        let charge = try priced.expectedCharge(of: may, volumes: [volume("2026-05-01/2026-05-31", units)])
        #expect(charge?.minorUnits == cents)
    }

    @Test("a minimum and a maximum hold, a month before the term has no price")
    func bounds() throws {
        let priced = contract(PricingTerms(
            model: .perTransaction, currency: .example, unitRate: Decimal("1"),
            minimum: Money(.example, minorUnits: 5_000), maximum: Money(.example, minorUnits: 9_000)))
        let may = try #require(DateSpan("2026-05-01/2026-05-31"))
        #expect(try priced.expectedCharge(of: may, volumes: [])?.minorUnits == 5_000)
        #expect(try priced.expectedCharge(
            of: may, volumes: [volume("2026-05-01/2026-05-31", "100")])?.minorUnits == 9_000)
        let before = try #require(DateSpan("2025-12-01/2025-12-31"))
        #expect(try priced.expectedCharge(of: before, volumes: []) == nil)
        #expect(throws: Refusal.self) { try priced.expectedCharge(of: DateSpan(.example), volumes: []) }
    }
}
