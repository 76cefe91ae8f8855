@testable import Lifecycle
import Schema
import Testing

@Suite("Effective dates of decisions")
struct EffectiveDateTests {
    @Test("TIME: a review is neither asked for nor decided before the phase was entered")
    func beforeTheEntry() throws {
        var scenario = try Scenario.inPhase(.contracting, on: "2026-02-01")
        let request = RequestGate(engagement: .example, gate: .toTransition)
        #expect(try scenario.refusal(request, on: "2026-01-31").rule == .time)
        try scenario.when(request, on: "2026-02-01")
        let reject = RejectGate(engagement: .example, gate: .toTransition)
        #expect(try scenario.refusal(reject, by: Scenario.max, on: "2026-01-31", reason: .example).rule == .time)
    }

    @Test("TIME: a review is not approved before the facts that it rests on; figures and remarks hold up nothing")
    func beforeTheFacts() throws {
        var scenario = try Scenario.inSelection()
        try scenario.answer(try .named("a"))
        try scenario.when(DecideFit(engagement: .example))
        try scenario.when(RequestGate(engagement: .example, gate: .toContracting), on: "2026-01-06")
        scenario.today = "2026-01-20".asDay
        try scenario.fillSelection()
        scenario.today = "2026-02-20".asDay
        try scenario.when(AddNote(engagement: .example, note: .example))
        let approve = ApproveGate(engagement: .example, gate: .toContracting)
        #expect(scenario.engagement.factsUntil == "2026-01-20".asDay)
        #expect(try scenario.refusal(approve, by: Scenario.max, on: "2026-01-19").rule == .time)
        #expect(try scenario.when(approve, by: Scenario.max, on: "2026-01-20") == ["gate.approved"])
        #expect(scenario.engagement.factsUntil == "2026-01-20".asDay && scenario.engagement.phase == .contracting)
    }

    private let waive = RequestWaiver(
        engagement: .example, gate: .toContracting, rule: .sel7, until: "2026-12-31".asDay)
    private let approve = ApproveWaiver(engagement: .example, gate: .toContracting, rule: .sel7)

    @Test("GATE-4: a waiver counts from the day of its approval, which is not before the request")
    func waiver() throws {
        var scenario = try Scenario.inSelection()
        try scenario.when(waive, on: "2026-01-10", reason: .example)
        #expect(try scenario.refusal(approve, by: Scenario.max, on: "2026-01-09").rule == .time)
        try scenario.when(approve, by: Scenario.max, on: "2026-01-12")
        #expect(try scenario.criterion(.sel7, at: .toContracting, on: "2026-01-11").status == .unmet)
        #expect(try scenario.criterion(.sel7, at: .toContracting, on: "2026-01-12").status == .waived)
        #expect(try scenario.criterion(.sel7, at: .toContracting, on: "2027-01-01").status == .unmet)
    }

    @Test("LIFE-2: a waiver covers the entry into the phase in which it was approved, no later one")
    func waiverOfAnEarlierEntry() throws {
        var scenario = try Scenario.inSelection()
        try scenario.when(waive, reason: .example)
        try scenario.when(approve, by: Scenario.max)
        #expect(try scenario.criterion(.sel7, at: .toContracting, on: "2026-02-01").status == .waived)
        scenario.enter(.selection, on: "2026-02-01")
        #expect(try scenario.criterion(.sel7, at: .toContracting, on: "2026-02-01").status == .unmet)
    }

    @Test("SEL-3: no waiver stands in for the override, not even before there is a verdict")
    func overrideNotWaivable() throws {
        var scenario = try Scenario.inSelection()
        let waiver = RequestWaiver(
            engagement: .example, gate: .toContracting, rule: .sel3, until: "2026-12-31".asDay)
        #expect(try scenario.refusal(waiver, reason: .example).rule == .gate4)
        try scenario.answer(try .named("b"))
        try scenario.when(DecideFit(engagement: .example))
        #expect(try scenario.refusal(waiver, reason: .example).rule == .gate4)
    }

    @Test("CON-5: a waived disqualifier is waived from the day of the approval on, which is not before the request")
    func disqualifier() throws {
        var scenario = try Scenario.contracting()
        try scenario.register(.example, attrition: nil)
        try scenario.when(
            RequestDisqualifierWaiver(
                engagement: .example, provider: .example, kind: .attritionWithheld, evidence: nil,
                until: "2026-12-31".asDay),
            on: "2026-02-10", reason: .example)
        let approve = ApproveDisqualifierWaiver(
            engagement: .example, provider: .example, kind: .attritionWithheld, evidence: nil)
        #expect(try scenario.refusal(approve, by: Scenario.max, on: "2026-02-09").rule == .time)
        try scenario.when(approve, by: Scenario.max, on: "2026-02-12")
        let withheld = Disqualifier(kind: .attritionWithheld, evidence: nil)
        let state = scenario.engagement.contracting
        #expect(!state.isWaived(withheld, of: .example, on: "2026-02-11".asDay))
        #expect(state.isWaived(withheld, of: .example, on: "2026-02-12".asDay))
    }
}
