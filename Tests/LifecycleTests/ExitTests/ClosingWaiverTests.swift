@testable import Lifecycle
import Schema
import Testing

@Suite("Waivers at closing")
struct ClosingWaiverTests {
    func request(_ criterion: Label?) -> RequestWaiver {
        RequestWaiver(engagement: .example, gate: .close, rule: .exi2, until: nil, criterion: criterion)
    }

    @Test("GATE-4: a waiver accepts one criterion, also where several share the rule")
    func oneOfSeveral() throws {
        var scenario = try Scenario.inPhase(.exit)
        let refusal = try scenario.refusal(request(nil), reason: .example)
        #expect(refusal.rule == .gate4)
        let again = "gate waive \(EngagementID.example) --gate close --rule EXI-2 "
            + "--criterion \"knowledge returned\" --reason …"
        #expect(refusal.missing.contains { $0.command == again }, "\(refusal.missing)")
        try scenario.when(request("knowledge returned"), reason: .example)
        let approval = ApproveWaiver(
            engagement: .example, gate: .close, rule: .exi2, criterion: "knowledge returned")
        #expect(try scenario.refusal(approval).rule == .sep1)
        try scenario.when(approval, by: Scenario.max)
        let around = scenario.context(by: Scenario.mia, on: "2030-01-01".asDay, reason: nil).surroundings
        let waived = scenario.engagement.readiness(.close, around).criteria.filter { $0.status == .waived }
        #expect(waived.map(\.title) == ["knowledge returned"])
    }

    @Test("GATE-4: a title that no open criterion bears is refused")
    func unknownTitle() throws {
        var scenario = try Scenario.inPhase(.exit)
        #expect(try scenario.refusal(request("something else"), reason: .example).rule == .gate4)
    }
}

@Suite("Phases of transition, pilot and exit")
struct AdmissionTests {
    @Test("a command in the wrong phase is refused, not recorded")
    func wrongPhase() throws {
        var scenario = try Scenario.inPhase(.contracting)
        let early = ScopePilot(engagement: .example, function: "Claims", inScope: ["Motor"], outOfScope: ["Life"])
        #expect(try scenario.refusal(early).rule == .form)
        scenario.enter(.closed, on: "2026-06-01")
        #expect(try scenario.refusal(early).rule == .exi3)
    }
}
