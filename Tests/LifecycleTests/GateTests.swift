@testable import Lifecycle
import Schema
import Testing

@Suite("Gates")
struct GateTests {
    func opened() throws -> Scenario {
        var scenario = Scenario()
        var profile = Profile.example
        profile.owner = Scenario.mia
        profile.deputy = Scenario.max
        try scenario.when(OpenEngagement(engagement: .example, profile: profile))
        return scenario
    }

    @Test("SEP-1: who requested a review cannot decide it, and the attempt is kept (SEP-2)")
    func ownSecondPerson() throws {
        var scenario = try opened()
        try scenario.when(RequestGate(engagement: .example, gate: .toContracting))
        let refusal = try scenario.refusal(RejectGate(engagement: .example, gate: .toContracting), reason: .example)
        #expect(refusal.rule == .sep1)
        #expect(refusal.record.count == 1)
        #expect(try scenario.when(
            RejectGate(engagement: .example, gate: .toContracting), by: Scenario.max, reason: .example)
            == ["gate.rejected"])
    }

    @Test("SEP-1: the attempt is kept too where the gate is not ready")
    func ownSecondPersonTooEarly() throws {
        var scenario = try opened()
        try scenario.when(RequestGate(engagement: .example, gate: .toContracting))
        let approval = ApproveGate(engagement: .example, gate: .toContracting)
        let refusal = try scenario.refusal(approval)
        #expect(refusal.rule == .sep1)
        #expect(refusal.record.count == 1)
        #expect(try scenario.refusal(approval, by: Scenario.max).rule == .gate3)
        scenario.governance.policy.separation = .record
        #expect(try scenario.refusal(approval).rule == .gate3)
    }

    @Test("SEP-2: the attempt is kept too where its day is wrong")
    func ownSecondPersonOnAnotherDay() throws {
        var scenario = try opened()
        scenario.today = try #require(CivilDate("2026-03-01"))
        try scenario.when(RequestGate(engagement: .example, gate: .toContracting), on: "2026-02-01")
        let approval = ApproveGate(engagement: .example, gate: .toContracting)
        let refusal = try scenario.refusal(approval, on: "2026-01-15")
        #expect(refusal.rule == .sep1 && refusal.record.count == 1)
        let other = try scenario.refusal(approval, by: Scenario.max, on: "2026-01-15")
        #expect(other.rule == .time && other.record.isEmpty)
        scenario.governance.policy.separation = .record
        #expect(try scenario.refusal(approval, on: "2026-01-15").rule == .time)
    }

    @Test("SEP-1: in mode record the same hand passes, marked as an exception")
    func recordMode() throws {
        var scenario = try opened()
        scenario.governance.policy.separation = .record
        try scenario.when(RequestGate(engagement: .example, gate: .toContracting))
        #expect(try scenario.when(RejectGate(engagement: .example, gate: .toContracting), reason: .example)
            == ["gate.rejected", "separation.excepted"])
    }
}
