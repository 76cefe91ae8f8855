@testable import Lifecycle
import Schema
import Testing

@Suite("Pilot")
struct PilotTests {
    /// In the pilot phase since 2026-03-02, scoped, with a critical benchmark and another.
    func ready() throws -> Scenario {
        var scenario = try Scenario.inPhase(.pilot, on: "2026-03-02")
        try scenario.when(scope, on: "2026-03-02")
        try scenario.when(benchmark("sla".asCode, critical: true), on: "2026-03-02")
        try scenario.when(benchmark("csat".asCode), on: "2026-03-02")
        return scenario
    }

    func running() throws -> Scenario {
        var scenario = try ready()
        try scenario.when(start("2026-04-30".asDay), on: "2026-03-02")
        return scenario
    }

    let scope = ScopePilot(
        engagement: .example, function: "Claims intake", inScope: ["Motor"], outOfScope: ["Bodily injury"])
    let judge = JudgePilot(engagement: .example)

    func benchmark(_ metric: Code, target: Decimal = "90".asDecimal, critical: Bool = false) -> SetBenchmark {
        SetBenchmark(
            engagement: .example, metric: metric, unit: .percent, direction: .higherIsBetter, baseline: nil,
            target: target, critical: critical)
    }

    func start(_ end: CivilDate) -> StartPilot {
        StartPilot(engagement: .example, start: "2026-03-02".asDay, end: end)
    }

    /// Ends the pilot with that verdict, as measurements would have.
    func judged(_ verdict: PilotVerdict) throws -> Scenario {
        var scenario = try running()
        let missed: [Code] = verdict == .meets ? [] : ["csat".asCode]
        scenario.engagement.pilot.outcome = PilotOutcome(
            verdict: verdict, missed: missed, judged: DatedProof(on: "2026-05-01".asDay, position: 40))
        return scenario
    }

    @Test("PIL-1: no boundaries and no benchmark, no start; both are listed")
    func nothingSet() throws {
        var scenario = try Scenario.inPhase(.pilot, on: "2026-03-02")
        let refusal = try scenario.refusal(start("2026-04-30".asDay), on: "2026-03-02")
        #expect(refusal.rule == .pil1)
        #expect(refusal.missing.map(\.what) == ["boundaries", "a benchmark"])
    }

    @Test("PIL-1: boundaries have two sides")
    func oneSided() throws {
        var scenario = try Scenario.inPhase(.pilot)
        var open = scope
        open.outOfScope = []
        #expect(try scenario.refusal(open).missing.map(\.what) == ["what is out"])
    }

    @Test("PIL-1: before the freeze a benchmark is superseded, after it refused")
    func freeze() throws {
        var scenario = try ready()
        try scenario.when(benchmark("csat".asCode, target: "91".asDecimal), on: "2026-03-02")
        #expect(scenario.engagement.pilot.benchmarks.map(\.target) == ["90".asDecimal, "91".asDecimal])
        #expect(try scenario.when(benchmark("csat".asCode, target: "91".asDecimal), on: "2026-03-02") == [])
        #expect(try scenario.when(start("2026-04-30".asDay), on: "2026-03-02")
            == ["pilot.benchmarks-frozen", "pilot.started"])
        #expect(try scenario.refusal(benchmark("csat".asCode, target: "10".asDecimal), on: "2026-03-03").rule == .pil1)
        #expect(try scenario.refusal(scope, on: "2026-03-03").rule == .pil1)
    }

    @Test("PIL-1: a freeze after the window's first day is refused, and missing default KPIs warn")
    func lateFreeze() throws {
        var scenario = try ready()
        #expect(try scenario.refusal(start("2026-04-30".asDay), on: "2026-03-09").rule == .pil1)
        let warnings = try scenario.warnings(FreezeBenchmarks(engagement: .example), on: "2026-03-02")
        #expect(warnings.contains("PIL-1: no benchmark for aht."))
    }

    @Test("PIL-2: 30 to 90 days, both ends counted", arguments: [
        ("2026-03-30", true, 0), ("2026-03-31", false, 0), ("2026-05-30", false, 0), ("2026-05-31", false, 1),
    ])
    func lengths(_ row: (end: String, refused: Bool, warnings: Int)) throws {
        let scenario = try ready()
        let command = start(try #require(CivilDate(row.end)))
        if row.refused {
            #expect(throws: Refusal.self) { try scenario.warnings(command, on: "2026-03-02") }
        } else {
            let warnings = try scenario.warnings(command, on: "2026-03-02")
            #expect(warnings.filter { $0.hasPrefix("PIL-2") }.count == row.warnings)
        }
    }

    @Test("PIL-2: a waiver of two persons lets a shorter pilot start, and the gate shows it waived")
    func shortWithWaiver() throws {
        var scenario = try ready()
        #expect(try scenario.refusal(start("2026-03-30".asDay), on: "2026-03-02").rule == .pil2)
        try scenario.when(
            RequestWaiver(engagement: .example, gate: .toSteadyState, rule: .pil2, until: "2026-12-31".asDay),
            on: "2026-03-02", reason: .example)
        #expect(try scenario.refusal(start("2026-03-30".asDay), on: "2026-03-02").rule == .pil2)
        try scenario.when(
            ApproveWaiver(engagement: .example, gate: .toSteadyState, rule: .pil2), by: Scenario.max, on: "2026-03-02")
        try scenario.when(start("2026-03-30".asDay), on: "2026-03-02")
        #expect(try scenario.criterion(.pil2, at: .toSteadyState, on: "2026-04-01").status == .waived)
        #expect(try scenario.criterion(.pil2, at: .toSteadyState, on: "2027-01-01").status == .unmet)
    }

    @Test("PIL-2: one extension with a reason counts into the length; a second is refused")
    func extending() throws {
        var scenario = try running()
        let longer = ExtendPilot(engagement: .example, end: "2026-05-31".asDay)
        #expect(try scenario.warnings(longer, on: "2026-04-20") == ["PIL-2: 91 days are more than 90."])
        #expect(try scenario.refusal(
            ExtendPilot(engagement: .example, end: "2026-04-30".asDay), on: "2026-04-20",
            reason: .example).rule == .pil2)
        #expect(try scenario.when(
            ExtendPilot(engagement: .example, end: "2026-05-30".asDay), on: "2026-04-20", reason: .example)
            == ["pilot.extended"])
        #expect(try scenario.refusal(longer, on: "2026-05-20", reason: .example).rule == .pil2)
    }

    @Test("PIL-3: a pilot is judged after its last day, once")
    func judging() throws {
        var scenario = try running()
        #expect(try scenario.refusal(judge, on: "2026-04-30").rule == .time)
        #expect(try scenario.when(judge, on: "2026-05-01") == ["pilot.judged"])
        #expect(scenario.engagement.pilot.outcome?.verdict == .fails)
        #expect(try scenario.when(judge, on: "2026-05-02") == [])
    }

    @Test("PIL-3: a verdict that does not follow from its results is illegal")
    func forgedVerdict() throws {
        let scenario = try running()
        var forged = try scenario.engagement.pilot.judge(
            try #require(DateSpan("2026-03-02".asDay, through: "2026-04-30".asDay)), .standard) { _, _ in ([], []) }
        forged.verdict = .meets
        var state = scenario.engagement
        let fact = scenario.fact(on: "2026-05-01")
        #expect(throws: IllegalEvent.self) { try forged.apply(to: &state, fact) }
    }

    @Test("PIL-4: meets is met; partial passes with a waiver; fails passes with none (PIL-5)")
    func verdictsAtTheGate() throws {
        let waiver = RequestWaiver(engagement: .example, gate: .toSteadyState, rule: .pil3, until: "2026-12-31".asDay)
        #expect(try judged(.meets).criterion(.pil3, at: .toSteadyState, on: "2026-05-02").status == .met)
        var partial = try judged(.partial)
        #expect(try partial.criterion(.pil3, at: .toSteadyState, on: "2026-05-02").status == .unmet)
        try partial.when(waiver, on: "2026-05-02", reason: .example)
        try partial.when(
            ApproveWaiver(engagement: .example, gate: .toSteadyState, rule: .pil3), by: Scenario.max, on: "2026-05-02")
        #expect(try partial.criterion(.pil3, at: .toSteadyState, on: "2026-05-02").status == .waived)
        var fails = try judged(.fails)
        #expect(try fails.refusal(waiver, on: "2026-05-02", reason: .example).rule == .gate4)
        fails.engagement.gates = partial.engagement.gates
        #expect(try fails.criterion(.pil3, at: .toSteadyState, on: "2026-05-02").status == .unmet)
    }

    @Test("PIL-4: where no pilot can be run, one waiver covers verdict and length")
    func noPilot() throws {
        var scenario = try Scenario.inPhase(.pilot, on: "2026-03-02")
        try scenario.when(
            RequestWaiver(engagement: .example, gate: .toSteadyState, rule: .pil3, until: "2026-12-31".asDay),
            on: "2026-03-02", reason: .example)
        try scenario.when(
            ApproveWaiver(engagement: .example, gate: .toSteadyState, rule: .pil3), by: Scenario.max, on: "2026-03-02")
        #expect(try scenario.criterion(.pil3, at: .toSteadyState, on: "2026-03-03").status == .waived)
        let context = scenario.context(by: Scenario.mia, on: "2026-03-03".asDay, reason: nil)
        let rules = scenario.engagement.readiness(.toSteadyState, context.surroundings).criteria.map(\.rule)
        #expect(rules == [.pil3, .pil4, .exi1])
    }

    @Test("LIFE-2: on re-entry benchmarks, window and verdict are proved anew")
    func reEntry() throws {
        var scenario = try judged(.meets)
        scenario.enter(.transition, on: "2026-06-01")
        try scenario.when(scope, on: "2026-06-02")
        scenario.enter(.pilot, on: "2026-06-10")
        #expect(scenario.engagement.pilot.scope != nil)
        #expect(scenario.engagement.pilot.benchmarks.isEmpty)
        #expect(try scenario.criterion(.pil3, at: .toSteadyState, on: "2026-06-10").status == .unmet)
    }
}
