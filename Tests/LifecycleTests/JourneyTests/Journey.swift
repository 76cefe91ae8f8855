@testable import Lifecycle
import Schema
import Testing

/// One engagement played from selection to closed by two persons, every gate passed as the rules demand.
struct Journey {
    var scenario = Scenario()
    /// How the scenario stood on entering each phase, for walks that start there.
    var stops: [Scenario] = []
    /// Everything that a gate ever called missing on the way.
    var hints: [Missing] = []

    static let pilot = "PC-1".asCode
    static let longTerm = "LT-1".asCode
    static let level = ServiceLevel.csat

    /// Played to the end.
    static func played() throws -> Journey {
        var journey = Journey()
        try journey.select()
        try journey.contract()
        try journey.handOver()
        try journey.pilot()
        try journey.deliver()
        try journey.credit()
        try journey.leave()
        return journey
    }

    /// Delivered, measured and closed for half a year, nothing settled.
    static func delivered() throws -> Journey {
        var journey = Journey()
        try journey.select()
        try journey.contract()
        try journey.handOver()
        try journey.pilot()
        try journey.deliver()
        return journey
    }

    /// Moves the calendar on.
    mutating func on(_ day: String) { scenario.today = day.asDay }

    @discardableResult
    mutating func mia<C: Command>(_ command: C) throws -> [String] { try scenario.when(command, reason: .example) }

    @discardableResult
    mutating func max<C: Command>(_ command: C) throws -> [String] {
        try scenario.when(command, by: Scenario.max, reason: .example)
    }

    func readiness(_ gate: Gate) -> Readiness {
        let around = scenario.context(by: Scenario.mia, on: nil, reason: nil).surroundings
        return scenario.engagement.readiness(gate, around)
    }

    /// Something is missing before, nothing after; the one who asks does not decide.
    mutating func pass(_ gate: Gate) throws {
        #expect(readiness(gate).missing == [], "\(gate)")
        try mia(RequestGate(engagement: .example, gate: gate))
        let refused = try scenario.refusal(ApproveGate(engagement: .example, gate: gate))
        #expect(refused.rule == .sep1)
        try max(ApproveGate(engagement: .example, gate: gate))
        #expect(scenario.engagement.phase == gate.to)
        stops.append(scenario)
    }

    /// A gate that is not ready is not passed, and says by which rules.
    mutating func barred(_ gate: Gate, by rules: Set<Rule>) throws {
        let missing = readiness(gate).missing
        #expect(Set(missing.map(\.rule)) == rules, "\(gate)")
        hints += missing
        let before = scenario
        try mia(RequestGate(engagement: .example, gate: gate))
        let refusal = try scenario.refusal(ApproveGate(engagement: .example, gate: gate), by: Scenario.max)
        #expect(refusal.rule == .gate3 && refusal.missing == missing)
        scenario = before
    }
}

extension Journey {
    fileprivate mutating func select() throws {
        var profile = Profile.example
        profile.owner = Scenario.mia
        profile.deputy = Scenario.max
        try mia(OpenEngagement(engagement: .example, profile: profile))
        stops.append(scenario)
        try barred(.toContracting, by: [.sel2, .sel3, .sel4, .sel5, .sel6, .sel7])
        try scenario.answer(try .named("a"))
        try scenario.fillSelection()
        try mia(AssessCriticality(
            engagement: .example, criticality: .notCritical, recoveryTimeMinutes: nil, recoveryPointMinutes: nil,
            impact: .medium))
        try mia(DecideFit(engagement: .example))
        try pass(.toContracting)
    }

    fileprivate mutating func contract() throws {
        on("2026-01-12")
        try barred(.toTransition, by: [.con1, .con4, .con5, .con6, .con8, .con10])
        try scenario.choose(.example)
        try scenario.assess(.example, worst: 1)
        try scenario.treat(.example, item: 1)
        var terms = ContractTerms.complete
        terms.period?.start = "2026-01-19".asDay
        terms.period?.end = "2026-07-31".asDay
        terms.serviceLevels = []
        try draft(Self.pilot, .pilot, terms)
        try pass(.toTransition)
    }

    /// Drafted by one, signed by the other.
    private mutating func draft(_ code: Code, _ kind: ContractKind, _ terms: ContractTerms) throws {
        try mia(DraftContract(engagement: .example, contract: code, kind: kind, provider: .example, terms: terms))
        let sign = SignContract(engagement: .example, contract: code)
        let refused = try scenario.refusal(sign)
        #expect(refused.rule == .sep1)
        try max(sign)
    }

    fileprivate mutating func handOver() throws {
        on("2026-01-19")
        try barred(.toPilot, by: [.tra1, .tra2, .tra3, .tra4])
        let plan = "pilot".asCode
        try mia(PlanTransition(
            engagement: .example, plan: plan, scope: .pilot, size: .small, start: "2026-01-19".asDay,
            end: "2026-04-30".asDay))
        for kind in TransitionTests.kinds {
            try mia(PlanActivity(
                engagement: .example, plan: plan, activity: kind.rawValue.asCode, kind: kind, owner: Scenario.max,
                due: "2026-03-27".asDay))
        }
        try mia(RequestAccess(
            engagement: .example, grant: "crm-1".asCode, system: "CRM", holder: Scenario.max, role: "agent".asCode))
        try max(GrantAccess(engagement: .example, grant: "crm-1".asCode))
        on("2026-03-27")
        for kind in TransitionTests.kinds {
            try mia(FinishActivity(engagement: .example, plan: plan, activity: kind.rawValue.asCode))
        }
        try mia(TransitionTests().run("csat".asCode, provider: "95".asDecimal))
        try mia(AcceptReadiness(engagement: .example, plan: plan))
        try mia(CutOver(engagement: .example, plan: plan))
        try pass(.toPilot)
    }

    fileprivate mutating func pilot() throws {
        on("2026-04-06")
        try barred(.toSteadyState, by: [.pil2, .pil3, .pil4, .exi1])
        let tests = PilotTests()
        try mia(tests.scope)
        try mia(tests.benchmark("csat".asCode, critical: true))
        try mia(StartPilot(engagement: .example, start: "2026-04-06".asDay, end: "2026-05-31".asDay))
        on("2026-06-01")
        try measure("2026-04-06", "2026-05-31", "93.5", source: "trial")
        try mia(JudgePilot(engagement: .example))
        #expect(scenario.engagement.pilot.outcome?.verdict == .meets)
        try mia(ExitTests().plan)
        var terms = ContractTerms.complete
        terms.period?.start = "2026-07-01".asDay
        terms.serviceLevels = [Self.level]
        on("2026-06-15")
        try draft(Self.longTerm, .longTerm, terms)
        on("2026-07-01")
        try max(RecertifyAccess(engagement: .example, grant: "crm-1".asCode))
        try pass(.toSteadyState)
    }

    private mutating func measure(_ from: String, _ to: String, _ value: String, source: String = "crm") throws {
        try mia(ImportMeasurements(engagement: .example, rows: [
            MeasurementRow(from, to, "csat", value, sample: 500, source: source)
        ]))
    }

    fileprivate static let months = [
        ("2026-07-01", "2026-07-31", "96"), ("2026-08-01", "2026-08-31", "95"), ("2026-09-01", "2026-09-30", "94"),
        ("2026-10-01", "2026-10-31", "92.99"), ("2026-11-01", "2026-11-30", "97"),
        ("2026-12-01", "2026-12-31", "96"),
    ]

    fileprivate mutating func deliver() throws {
        on("2027-01-04")
        for (from, to, value) in Self.months {
            try measure(from, to, value)
            let close = ClosePeriod(engagement: .example, contract: Self.longTerm, kind: .month, day: from.asDay)
            try mia(close)
            let refused = try scenario.refusal(close)
            #expect(refused.rule == .kpi3)
        }
    }

    /// A breach of EUR 600.00 and another by correction, paid but for a cent, which two persons write off.
    fileprivate mutating func credit() throws {
        let events = try mia(CorrectMeasurement(MeasurementRow("2026-09-01", "2026-09-30", "csat", "92", sample: 500)))
        #expect(events == ["kpi.corrected", "period.restated", "credit.adjusted"])
        #expect(scenario.engagement.openCredits.count == 2)
        try mia(SettleCredit(
            engagement: .example, credit: 1, amount: Money(.example, minorUnits: 59_999), reference: "INV-1"))
        #expect(scenario.engagement.delivery.credits.first?.balance == Money(.example, minorUnits: 1))
        try mia(RequestWriteOff(engagement: .example, credit: 1, amount: nil))
        let approve = ApproveWriteOff(engagement: .example, credit: 1)
        let refused = try scenario.refusal(approve)
        #expect(refused.rule == .sep1)
        try max(approve)
    }

    fileprivate mutating func leave() throws {
        on("2027-02-01")
        try barred(.toExit, by: [.exi1])
        try mia(GiveNotice(engagement: .example, cause: .convenience, contract: Self.longTerm, ends: nil))
        try pass(.toExit)
        on("2027-03-01")
        try barred(.close, by: [.exi2])
        let tests = ExitTests()
        try mia(SettleCredit(engagement: .example, credit: 2, amount: nil, reference: "INV-2"))
        #expect(scenario.engagement.openCredits == [])
        try mia(RecordKnowledgeReturn(engagement: .example, name: "Protocol", digest: nil))
        try mia(RecordDataReturn(engagement: .example, name: "Receipt", digest: nil))
        try mia(tests.certify)
        try mia(RevokeAccess(engagement: .example, grant: "crm-1".asCode))
        try mia(tests.report)
        for open in scenario.engagement.obligations.open {
            try mia(FulfilObligation(engagement: .example, obligation: open.id, note: nil))
        }
        try pass(.close)
    }
}
