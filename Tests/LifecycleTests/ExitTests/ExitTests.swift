@testable import Lifecycle
import Schema
import Testing

@Suite("Exit")
struct ExitTests {
    let plan = RecordExitPlan(
        engagement: .example, stressed: .example, nonStressed: .example, alternatives: ["Beta Services Ltd"],
        substitutability: .medium, reintegration: .complex)
    let declare = DeclareExit(engagement: .example, cause: .insolvency)
    let certify = CertifyDataDeletion(engagement: .example, name: "Certificate", digest: .example)
    let report = FileFinalReport(engagement: .example, name: "Final report", digest: .example)

    func notice(_ cause: NoticeReason, ends: CivilDate? = nil) -> GiveNotice {
        GiveNotice(engagement: .example, cause: cause, contract: nil, ends: ends)
    }

    @Test("PIL-4, RSK-1: an exit plan is on record, its review due within a year and again after each review")
    func planAndReview() throws {
        var scenario = try Scenario.inPhase(.pilot)
        #expect(try scenario.criterion(.exi1, at: .toSteadyState, on: "2026-02-01").status == .unmet)
        try scenario.when(plan, on: "2026-01-31")
        #expect(try scenario.criterion(.exi1, at: .toSteadyState, on: "2026-02-01").status == .met)
        #expect(scenario.engagement.obligations.open.map(\.due) == ["2027-01-31".asDay])
        try scenario.when(ReviewExitPlan(engagement: .example, note: nil), on: "2027-01-15")
        #expect(scenario.engagement.obligations.open.map(\.due) == ["2028-01-15".asDay])
        try scenario.when(plan, on: "2027-02-01")
        #expect(scenario.engagement.obligations.open.map(\.due) == ["2028-02-01".asDay])
    }

    @Test("an exit plan names alternatives, or says that there are none")
    func alternatives() throws {
        var scenario = try Scenario.inPhase(.contracting)
        var bare = plan
        bare.alternatives = []
        #expect(try scenario.refusal(bare).rule == .exi1)
        bare.substitutability = .impossible
        #expect(try scenario.when(bare) == ["exit.plan-recorded"])
    }

    @Test("EXI-1: the gate to exit asks for a notice, or a mutual parting, already given")
    func noticeAtTheGate() throws {
        var scenario = try Scenario.inPhase(.steadyState)
        #expect(try scenario.criterion(.exi1, at: .toExit, on: "2026-02-01").status == .unmet)
        try scenario.when(notice(.mutual, ends: "2026-06-30".asDay), on: "2026-03-01", reason: .example)
        #expect(try scenario.criterion(.exi1, at: .toExit, on: "2026-02-01").status == .unmet)
        #expect(try scenario.criterion(.exi1, at: .toExit, on: "2026-03-01").status == .met)
        #expect(scenario.engagement.exit.notice?.ends == "2026-06-30".asDay)
        #expect(try scenario.refusal(notice(.expiry, ends: "2026-06-30".asDay), reason: .example).rule == .form)
    }

    @Test("EXI-1, DATE-1: a late notice is late by the last valid day, and yields the next possible end", arguments: [
        ("2026-03-31", false, "2026-06-30"), ("2026-04-01", true, "2027-06-30"),
        ("2027-03-31", true, "2027-06-30"), ("2027-04-01", true, "2027-06-30"),
    ])
    func lateness(_ row: (given: String, late: Bool, ends: String)) throws {
        let terms = NoticeTerms(terms: [
            .init(end: "2026-06-30".asDay, lastValidDay: "2026-03-31".asDay),
            .init(end: "2027-06-30".asDay, lastValidDay: "2027-03-31".asDay),
        ])
        let judged = terms.judge(givenOn: try #require(CivilDate(row.given)))
        #expect(judged.late == row.late)
        #expect(judged.ends == CivilDate(row.ends))
        #expect(judged.lastValidDay == "2026-03-31".asDay)
    }

    @Test("EXI-1: an open-ended contract ends its notice after the day, and no notice is late")
    func openEnded() {
        let judged = NoticeTerms(terms: [], openEnd: "2027-02-28".asDay).judge(givenOn: "2026-11-30".asDay)
        #expect(judged.late == false && judged.ends == "2027-02-28".asDay)
        let nothing = NoticeTerms(terms: [], openEnd: nil).judge(givenOn: "2026-11-30".asDay)
        #expect(nothing.late == nil && nothing.ends == nil)
    }

    @Test("EXI-1: an exit for insolvency begins at once and is confirmed after by another person")
    func declared() throws {
        var scenario = try Scenario.inPhase(.pilot)
        try scenario.when(RequestGate(engagement: .example, gate: .toSteadyState), on: "2026-02-01")
        #expect(try scenario.when(declare, on: "2026-02-02", reason: .example) == ["exit.declared"])
        #expect(scenario.engagement.phase == .exit)
        #expect(scenario.engagement.gates.requests.isEmpty)
        #expect(scenario.engagement.obligations.open.map(\.due) == ["2026-02-07".asDay])
        #expect(try scenario.criterion(.exi1, at: .close, on: "2026-02-03").status == .unmet)
        let confirm = ConfirmExit(engagement: .example)
        #expect(try scenario.refusal(confirm, on: "2026-02-03").rule == .sep1)
        #expect(try scenario.when(confirm, by: Scenario.max, on: "2026-02-03") == ["exit.confirmed"])
        #expect(scenario.engagement.obligations.open.isEmpty)
        #expect(try scenario.criterion(.exi1, at: .close, on: "2026-02-03").status == .met)
        #expect(try scenario.when(confirm, by: Scenario.max, on: "2026-02-04") == [])
    }

    @Test("EXI-1: no exit is declared before transition", arguments: [Phase.contracting, .exit])
    func notFromEverywhere(_ phase: Phase) throws {
        var scenario = try Scenario.inPhase(phase)
        #expect(try scenario.refusal(declare, reason: .example).rule == .exi1)
    }

    @Test("EXI-2: data is deleted after it was returned")
    func deletionOrder() throws {
        var scenario = try Scenario.inPhase(.exit)
        #expect(try scenario.refusal(certify).rule == .exi2)
        try scenario.when(RecordDataReturn(engagement: .example, name: "Receipt", digest: nil), on: "2026-02-10")
        #expect(try scenario.refusal(certify, on: "2026-02-09").rule == .time)
        #expect(try scenario.when(certify, on: "2026-02-10") == ["exit.data-deletion-certified"])
    }

    @Test("EXI-2: closing lists all that is missing, each with its command, and is ready when all is there")
    func closing() throws {
        var scenario = try Scenario.inPhase(.transition)
        try scenario.when(plan)
        try scenario.when(RequestAccess(
            engagement: .example, grant: "crm-1".asCode, system: "CRM", holder: Scenario.max, role: "agent".asCode))
        try scenario.when(GrantAccess(engagement: .example, grant: "crm-1".asCode), by: Scenario.max)
        scenario.enter(.exit, on: "2026-02-01")
        let around = scenario.context(by: Scenario.mia, on: "2026-03-01".asDay, reason: nil).surroundings
        let missing = scenario.engagement.readiness(.close, around).missing
        #expect(missing.map(\.what).first == "the return of knowledge")
        #expect(missing.count == 6 && missing.allSatisfy { $0.command != nil })
        try scenario.when(RecordKnowledgeReturn(engagement: .example, name: "Protocol", digest: nil), on: "2026-02-20")
        try scenario.when(RecordDataReturn(engagement: .example, name: "Receipt", digest: nil), on: "2026-02-20")
        try scenario.when(certify, on: "2026-02-21")
        try scenario.when(RevokeAccess(engagement: .example, grant: "crm-1".asCode), on: "2026-02-22")
        try scenario.when(report, on: "2026-02-28")
        let open = scenario.engagement.readiness(.close, around).missing.filter { !$0.what.contains("credit") }
        #expect(open == [])
    }
}
