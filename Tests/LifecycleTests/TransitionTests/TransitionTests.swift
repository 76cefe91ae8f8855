@testable import Lifecycle
import Schema
import Testing

@Suite("Transition")
struct TransitionTests {
    static let kinds: [ActivityKind] = [.training, .walkthrough, .systemAccess, .documentationReview, .playbook]

    /// In transition, with a plan and all its activities planned.
    func planned() throws -> Scenario {
        var scenario = try Scenario.inPhase(.transition)
        try scenario.when(PlanTransition(
            engagement: .example, plan: "pilot".asCode, scope: .pilot, size: .small,
            start: "2026-01-05".asDay, end: "2026-04-30".asDay))
        for kind in Self.kinds {
            try scenario.when(PlanActivity(
                engagement: .example, plan: "pilot".asCode, activity: kind.rawValue.asCode, kind: kind,
                owner: Scenario.max, due: "2026-03-31".asDay))
        }
        return scenario
    }

    func run(_ metric: Code, provider: Decimal) -> RecordParallelRun {
        RecordParallelRun(
            engagement: .example, plan: "pilot".asCode, metric: metric, reference: .inHouse, measure: .quality,
            direction: .higherIsBetter, sample: 200, referenceResult: "95".asDecimal, providerResult: provider)
    }

    func finish(_ scenario: inout Scenario, on date: String = "2026-03-30") throws {
        for kind in Self.kinds {
            try scenario.when(
                FinishActivity(engagement: .example, plan: "pilot".asCode, activity: kind.rawValue.asCode), on: date)
        }
    }

    func requested() throws -> Scenario {
        var scenario = try planned()
        try scenario.when(RequestAccess(
            engagement: .example, grant: "crm-1".asCode, system: "CRM", holder: Scenario.max, role: "agent".asCode))
        return scenario
    }

    let grant = GrantAccess(engagement: .example, grant: "crm-1".asCode)
    let cutOver = CutOver(engagement: .example, plan: "pilot".asCode)

    @Test("TRA-4: a cut-over without anything is refused, and the refusal lists all of it")
    func cutOverTooEarly() throws {
        var scenario = try Scenario.inPhase(.transition)
        try scenario.when(PlanTransition(
            engagement: .example, plan: "pilot".asCode, scope: .pilot, size: .small,
            start: "2026-01-05".asDay, end: "2026-04-30".asDay))
        let refusal = try scenario.refusal(cutOver)
        #expect(refusal.rule == .tra4)
        #expect(refusal.missing.map(\.rule) == [.tra1, .tra1, .tra1, .tra1, .tra4, .tra3, .tra4])
        #expect(refusal.missing.allSatisfy { $0.command != nil })
    }

    @Test("TRA-4: open activities, an unaccepted metric and the owner's silence are each listed")
    func cutOverHalfReady() throws {
        var scenario = try planned()
        try scenario.when(run("csat".asCode, provider: "95".asDecimal))
        try scenario.when(run("accuracy".asCode, provider: "94.9".asDecimal))
        let missing = try scenario.refusal(cutOver).missing
        #expect(missing.map(\.rule) == [.tra4, .tra4, .tra4, .tra4, .tra4, .tra3, .tra4])
        #expect(missing.contains { $0.what == "an accepted parallel run of accuracy" })
    }

    @Test("TRA-1 to TRA-4: with everything done, the criteria of the pilot's scope are met")
    func everythingDone() throws {
        var scenario = try requested()
        try scenario.when(grant, by: Scenario.max)
        try finish(&scenario)
        try scenario.when(run("csat".asCode, provider: "95".asDecimal), on: "2026-03-31")
        try scenario.when(AcceptReadiness(engagement: .example, plan: "pilot".asCode), on: "2026-04-01")
        #expect(try scenario.criterion(.tra4, at: .toPilot, on: "2026-04-02").status == .unmet)
        #expect(try scenario.refusal(cutOver, on: "2026-03-31").rule == .time)
        #expect(try scenario.when(cutOver, on: "2026-04-01") == ["transition.cut-over"])
        #expect(try scenario.when(cutOver, on: "2026-04-02") == [])
        for rule in [Rule.tra1, .tra2, .tra3, .tra4] {
            let criterion = try scenario.criterion(rule, at: .toPilot, on: "2026-04-02")
            #expect(criterion.status == .met && criterion.proof != nil, "\(rule)")
        }
    }

    @Test("TRA-1: each kind that is not done is named")
    func missingKinds() throws {
        var scenario = try planned()
        try scenario.when(FinishActivity(engagement: .example, plan: "pilot".asCode, activity: "training".asCode))
        let criterion = try scenario.criterion(.tra1, at: .toPilot, on: "2026-02-01")
        #expect(criterion.missing == "done: walkthrough, system-access, documentation-review")
        #expect(criterion.command == "transition finish-activity ENG-2026-0042 --plan pilot --activity walkthrough")
    }

    @Test("TRA-4: nobody but the owner accepts readiness, in the log neither")
    func ownerOnly() throws {
        var scenario = try planned()
        let accept = AcceptReadiness(engagement: .example, plan: "pilot".asCode)
        #expect(try scenario.refusal(accept, by: Scenario.max).rule == .tra4)
        var state = scenario.engagement
        let forged = scenario.fact(on: "2026-01-06", by: Scenario.max)
        #expect(throws: IllegalEvent.self) { try ReadinessAccepted(plan: "pilot".asCode).apply(to: &state, forged) }
        #expect(try scenario.when(accept) == ["transition.readiness-accepted"])
    }

    @Test("TRA-2: who requested access does not grant it; another does, and it stays listed until revoked")
    func access() throws {
        var scenario = try requested()
        #expect(try scenario.criterion(.tra2, at: .toPilot, on: "2026-02-01").command
            == "access grant ENG-2026-0042 --grant crm-1")
        #expect(try scenario.refusal(grant).rule == .sep1)
        #expect(scenario.engagement.openGrants == [])
        #expect(try scenario.when(grant, by: Scenario.max) == ["access.granted"])
        #expect(scenario.engagement.openGrants == ["crm-1".asCode])
        scenario.enter(.exit, on: "2026-06-01")
        #expect(scenario.engagement.openGrants == ["crm-1".asCode])
        #expect(try scenario.when(RevokeAccess(engagement: .example, grant: "crm-1".asCode)) == ["access.revoked"])
        #expect(scenario.engagement.openGrants == [])
        #expect(!scenario.engagement.obligations.open.contains { $0.rule == .tra6 })
    }

    @Test("TRA-6: open access is due again a quarter after the grant, and a quarter after each certification")
    func recertification() throws {
        var scenario = try requested()
        try scenario.when(grant, by: Scenario.max, on: "2026-01-31")
        #expect(scenario.engagement.obligations.open.first { $0.rule == .tra6 }?.due == "2026-04-30".asDay)
        try scenario.when(RecertifyAccess(engagement: .example, grant: "crm-1".asCode), on: "2026-04-20")
        #expect(scenario.engagement.obligations.open.filter { $0.rule == .tra6 }.map(\.due) == ["2026-07-20".asDay])
    }

    @Test("TRA-3: a provider may be worse by the tolerance and no more", arguments: [
        (RunMeasure.quality, Direction.higherIsBetter, "95.0", "95.0", true),
        (.quality, .higherIsBetter, "95.0", "94.999999", false),
        (.quality, .lowerIsBetter, "2.0", "2.0", true), (.quality, .lowerIsBetter, "2.0", "2.1", false),
        (.time, .lowerIsBetter, "6.4", "7.04", true), (.time, .lowerIsBetter, "6.4", "7.040000001", false),
        (.time, .higherIsBetter, "30", "27", true), (.time, .higherIsBetter, "30", "26.99", false),
    ])
    func tolerance(
        _ row: (measure: RunMeasure, direction: Direction, reference: String, provider: String, accepted: Bool)
    ) throws {
        let comparison = ParallelComparison(
            metric: "m".asCode, reference: .inHouse, measure: row.measure, direction: row.direction, sample: 1,
            referenceResult: try #require(Decimal(lenient: row.reference)),
            providerResult: try #require(Decimal(lenient: row.provider)))
        let tolerance = TransitionPolicy.standard.tolerance(of: row.measure)
        #expect(try comparison.isAccepted(tolerance: tolerance) == row.accepted)
    }

    @Test("TRA-3: an acceptance that does not follow from its figures is illegal")
    func forgedAcceptance() throws {
        let scenario = try planned()
        var state = scenario.engagement
        let comparison = ParallelComparison(
            metric: "csat".asCode, reference: .inHouse, measure: .quality, direction: .higherIsBetter, sample: 200,
            referenceResult: "95".asDecimal, providerResult: "90".asDecimal)
        let forged = ParallelRunRecorded(
            plan: "pilot".asCode, comparison: comparison, tolerance: "0".asDecimal, accepted: true)
        let fact = scenario.fact(on: "2026-02-01")
        #expect(throws: IllegalEvent.self) { try forged.apply(to: &state, fact) }
    }

    @Test("TRA-3: an empty sample proves nothing")
    func emptySample() throws {
        var scenario = try planned()
        var empty = run("csat".asCode, provider: "99".asDecimal)
        empty.sample = 0
        #expect(try scenario.refusal(empty).rule == .tra3)
    }

    @Test("TRA-5: a duration outside its size's range warns", arguments: [
        (TransitionSize.small, "2026-01-05", "2026-04-04", true), (.small, "2026-01-05", "2026-04-03", false),
        (.small, "2026-01-05", "2026-07-04", true), (.small, "2026-01-05", "2026-07-05", false),
        (.medium, "2026-01-01", "2026-06-30", true), (.full, "2026-01-01", "2027-06-30", true),
        (.full, "2026-01-01", "2027-07-01", false),
    ])
    func durations(_ row: (size: TransitionSize, start: String, end: String, usual: Bool)) throws {
        let plan = PlanTransition(
            engagement: .example, plan: "pilot".asCode, scope: .pilot, size: row.size,
            start: try #require(CivilDate(row.start)), end: try #require(CivilDate(row.end)))
        let warnings = try Scenario.inPhase(.transition).warnings(plan, on: "2026-01-05")
        #expect(warnings.isEmpty == row.usual)
    }

    @Test("LIFE-2: on re-entry the plan is proved anew, and what nobody did is cancelled")
    func reEntry() throws {
        var scenario = try planned()
        try finish(&scenario)
        try scenario.when(PlanActivity(
            engagement: .example, plan: "pilot".asCode, activity: "extra".asCode, kind: .other, owner: Scenario.max,
            due: "2026-04-15".asDay), on: "2026-03-30")
        scenario.enter(.pilot, on: "2026-04-01")
        scenario.enter(.transition, on: "2026-05-01")
        #expect(try scenario.criterion(.tra1, at: .toPilot, on: "2026-05-01").status == .unmet)
        var plan = PlanTransition(
            engagement: .example, plan: "pilot".asCode, scope: .pilot, size: .small,
            start: "2026-05-01".asDay, end: "2026-08-31".asDay)
        #expect(try scenario.refusal(plan, on: "2026-05-01").rule == .life2)
        plan.plan = "pilot-2".asCode
        #expect(try scenario.when(plan, on: "2026-05-01")
            == ["transition.planned", "transition.activity-cancelled"])
        #expect(scenario.engagement.obligations.open.isEmpty)
    }

    @Test("an activity opens an obligation with its due date; done closes it, planning anew replaces it")
    func obligations() throws {
        var scenario = try planned()
        #expect(scenario.engagement.obligations.open.count == Self.kinds.count)
        #expect(try scenario.when(PlanActivity(
            engagement: .example, plan: "pilot".asCode, activity: "training".asCode, kind: .training,
            owner: Scenario.mia, due: "2026-02-15".asDay))
            == ["transition.activity-cancelled", "transition.activity-planned"])
        #expect(scenario.engagement.obligations.open.count == Self.kinds.count)
        #expect(scenario.engagement.obligations.open.last?.due == "2026-02-15".asDay)
        try finish(&scenario)
        #expect(scenario.engagement.obligations.open.isEmpty)
    }

    @Test("TIME: nothing is done before it was planned")
    func order() throws {
        var scenario = try planned()
        let done = FinishActivity(engagement: .example, plan: "pilot".asCode, activity: "training".asCode)
        #expect(try scenario.refusal(done, on: "2026-01-04").rule == .time)
    }
}
