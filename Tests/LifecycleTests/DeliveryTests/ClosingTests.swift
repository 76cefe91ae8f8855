@testable import Lifecycle
import Schema
import Testing

@Suite("Closing of periods")
struct ClosingTests {
    @Test("KPI-3: a closing judges by the exact weighted mean; equality with the target is met")
    func weightedMean() throws {
        var desk = ServiceDesk()
        for (day, value, sample) in [("02", "94", 200), ("17", "95", 300), ("18", "96", 200), ("19", "95", 300)] {
            try desk.measure(MeasurementRow("2026-01-\(day)", value, sample: Int64(sample)))
        }
        #expect(try desk.close("2026-01-15") == ["period.closed"])
        #expect(desk.result("2026-01-01")?.status == .met)
        #expect(desk.result("2026-01-01")?.value == ExactNumber("95"))
        #expect(desk.engagement.openCredits.isEmpty)
    }

    @Test("KPI-3: one sample less and it is below, though it would be shown as 95.00")
    func oneSampleLess() throws {
        var desk = ServiceDesk()
        for (day, value, sample) in [("02", "94", 200), ("17", "95", 300), ("18", "96", 199), ("19", "95", 300)] {
            try desk.measure(MeasurementRow("2026-01-\(day)", value, sample: Int64(sample)))
        }
        try desk.close("2026-01-15")
        #expect(desk.result("2026-01-01")?.status == .tolerated)
        #expect(desk.result("2026-01-01")?.value == ExactNumber("94904/999"))
    }

    @Test("KPI-3: what is worse than the minimum fails, breaches and costs the fixed credit", arguments: [
        ("95", LevelStatus.met), ("94.99", .tolerated), ("93", .tolerated), ("92.999", .failed),
    ])
    func statuses(value: String, status: LevelStatus) throws {
        var desk = ServiceDesk()
        try desk.measure(MeasurementRow("2026-01-01", "2026-01-31", "csat", value))
        let events = try desk.close("2026-01-31")
        #expect(desk.result("2026-01-01")?.status == status)
        #expect(events == (status == .failed ? ["period.closed", "service-level.breached"] : ["period.closed"]))
        #expect(desk.engagement.openCredits == (status == .failed ? ["credit/1"] : []))
        let due = Posting.moneyDue(id: "credit/1", try #require(ServiceLevel.csat.credit))
        #expect(desk.postings.contains(due) == (status == .failed))
    }

    @Test("a level that is better when lower is judged the other way round", arguments: [
        ("6.4", LevelStatus.met), ("6.5", .tolerated), ("6.6", .failed),
    ])
    func lowerIsBetter(value: String, status: LevelStatus) throws {
        var desk = ServiceDesk(levels: [.csat.with {
            $0.metric = Code(validated: "aht")
            $0.unit = .minutes
            $0.direction = .lowerIsBetter
            $0.target = Decimal("6.4") ?? .zero
            $0.minimum = Decimal("6.5")
        }])
        try desk.measure(MeasurementRow("2026-01-01", "2026-01-31", "aht", value, unit: .minutes))
        try desk.close("2026-01-01")
        #expect(desk.result("2026-01-01")?.status == status)
    }

    @Test("KPI-3: a ratio adds numerators and denominators before it divides")
    func ratio() throws {
        var desk = ServiceDesk(levels: [.csat.with { $0.aggregation = .ratio }])
        try desk.measure(MeasurementRow("2026-01-02", "1/1"), MeasurementRow("2026-01-03", "94/99"))
        try desk.close("2026-01-01")
        #expect(desk.result("2026-01-01")?.value == ExactNumber("95"))
    }

    @Test("KPI-3: sum, last and worst", arguments: [
        (Aggregation.sum, "15"), (.last, "3"), (.worst, "7"),
    ])
    func others(aggregation: Aggregation, value: String) throws {
        var desk = ServiceDesk(levels: [.csat.with {
            $0.metric = Code(validated: "calls")
            $0.unit = .count
            $0.direction = .lowerIsBetter
            $0.aggregation = aggregation
        }])
        for (day, value) in [("04", "5"), ("06", "3"), ("05", "7")] {
            try desk.measure(MeasurementRow("2026-01-\(day)", "calls", value, unit: .count))
        }
        try desk.close("2026-01-01")
        #expect(desk.result("2026-01-01")?.value == ExactNumber(value))
    }

    @Test("KPI-3: a period that is not over is not closed")
    func notOver() {
        var desk = ServiceDesk()
        let refusal = desk.refusal { try $0.closePeriod(try ServiceDesk.closing("2026-06-01", .month), $1, $2) }
        #expect(refusal?.rule == .kpi3)
    }

    @Test("KPI-3: periods are closed in order, each once")
    func inOrder() throws {
        var desk = ServiceDesk()
        let early = desk.refusal { try $0.closePeriod(try ServiceDesk.closing("2026-02-01", .month), $1, $2) }
        #expect(early?.missing.first?.command
            == "period close ENG-2026-0042 --contract sla-2026 --kind month --day 2026-01-01")
        try desk.close("2026-01-01")
        let again = desk.refusal { try $0.closePeriod(try ServiceDesk.closing("2026-01-31", .month), $1, $2) }
        #expect(again?.rule == .kpi3)
        try desk.close("2026-02-01")
        #expect(desk.engagement.delivery.closings.map(\.first.description) == ["2026-01-01", "2026-02-01"])
    }

    @Test("C7: a period on whose first day no level was in force is not closed")
    func noLevels() {
        var desk = ServiceDesk()
        let refusal = desk.refusal { try $0.closePeriod(try ServiceDesk.closing("2025-12-01", .month), $1, $2) }
        #expect(refusal?.rule == .kpi3)
    }

    @Test("KPI-4: missing figures raise an obligation; the level's rule says what they count as", arguments: [
        (MissingCountsAs?.none, LevelStatus.notMeasured), (.open, .notMeasured), (.failed, .failed),
    ])
    func missing(rule: MissingCountsAs?, status: LevelStatus) throws {
        var desk = ServiceDesk(levels: [.csat.with { $0.missing = rule }])
        try desk.close("2026-01-01")
        #expect(desk.result("2026-01-01")?.status == status)
        #expect(desk.result("2026-01-01")?.missing == 1)
        let obligation = try #require(desk.engagement.obligations.open.first)
        #expect(obligation.id == "kpi-missing/sla-2026/2026-01/L1")
        #expect(obligation.rule == .kpi4)
        #expect(obligation.due == (try ServiceDesk.date("2026-06-28")))
        #expect(desk.postings.contains(.obligationOpened(obligation)))
        #expect(desk.summaries.first?.contains("figures missing for 1 levels") == true)
    }

    @Test("KPI-4: figures without sample size are not weighted by guess")
    func unweighable() throws {
        var desk = ServiceDesk()
        try desk.measure(MeasurementRow("2026-01-02", "94", sample: 10), MeasurementRow("2026-01-03", "96"))
        try desk.close("2026-01-01")
        #expect(desk.result("2026-01-01")?.status == .notMeasured)
        #expect(desk.result("2026-01-01")?.missing == 1)
    }

    @Test("KPI-4: a quarter of months lacks the month that was not measured")
    func missingMonth() throws {
        var desk = ServiceDesk(levels: [.csat.with { $0.period = .quarter }])
        try desk.measure(
            MeasurementRow("2026-01-01", "2026-01-31", "csat", "96", sample: 5),
            MeasurementRow("2026-03-01", "2026-03-31", "csat", "96", sample: 5))
        try desk.close("2026-02-01", kind: .quarter)
        #expect(desk.result("2026-01-01")?.missing == 1)
        #expect(desk.result("2026-01-01")?.status == .notMeasured)
    }

    @Test("zero volume is no demand, neither met nor failed")
    func noDemand() throws {
        var desk = ServiceDesk()
        try desk.measure(MeasurementRow("2026-01-01", "2026-01-31", "csat", "0/0"))
        try desk.close("2026-01-01")
        #expect(desk.result("2026-01-01")?.status == .noDemand)
        #expect(desk.engagement.obligations.open.isEmpty)
        #expect(desk.summaries.last?.contains("nothing measured") == true)
    }

    @Test("a week belongs to the month it ends in")
    func weeks() throws {
        var desk = ServiceDesk()
        let weeks = [("2025-12-29", "2026-01-04"), ("2026-01-05", "2026-01-11"), ("2026-01-12", "2026-01-18"),
            ("2026-01-19", "2026-01-25"), ("2026-01-26", "2026-02-01")]
        for (from, to) in weeks { try desk.measure(MeasurementRow(from, to, "csat", "95", sample: 1)) }
        try desk.close("2026-01-01")
        #expect(desk.result("2026-01-01")?.figures == 4)
        #expect(desk.result("2026-01-01")?.missing == 0)
    }

    @Test("a free span across the edge is left out")
    func crossing() throws {
        var desk = ServiceDesk()
        try desk.measure(
            MeasurementRow("2026-01-02", "2026-01-20", "csat", "96", sample: 1),
            MeasurementRow("2026-01-28", "2026-02-04", "csat", "60", sample: 1000))
        try desk.close("2026-01-01")
        #expect(desk.result("2026-01-01")?.value == ExactNumber("96"))
    }

    @Test("of several series the one that covers most days counts")
    func choice() throws {
        var desk = ServiceDesk()
        try desk.measure(
            MeasurementRow("2026-01-05", "80", sample: 1), MeasurementRow("2026-01-06", "80", sample: 1),
            MeasurementRow("2026-01-01", "2026-01-31", "csat", "96"))
        try desk.close("2026-01-01")
        #expect(desk.result("2026-01-01")?.value == ExactNumber("96"))
    }

    @Test("ESC-1: a critical level escalates at once, another at its second failure in a row", arguments: [true, false])
    func escalation(critical: Bool) throws {
        var desk = ServiceDesk(levels: [.csat.with { $0.critical = critical }])
        try desk.measure(MeasurementRow("2026-01-01", "2026-01-31", "csat", "80"))
        try desk.measure(MeasurementRow("2026-02-01", "2026-02-28", "csat", "80"))
        try desk.close("2026-01-01")
        #expect(desk.engagement.obligations.open.map(\.id) == (critical ? ["escalation/sla-2026/2026-01/L1"] : []))
        try desk.close("2026-02-01")
        let last = try #require(desk.engagement.obligations.open.last)
        #expect(last.id == "escalation/sla-2026/2026-02/L1")
        #expect(last.rule == .esc1)
        #expect(last.about.contains("failed 2 periods in a row"))
    }

    @Test("SLA compliance is met divided by measured levels")
    func compliance() throws {
        var desk = ServiceDesk(levels: ["L1", "L2", "L3", "L4"].map { code in
            .csat.with { $0.code = Code(validated: code); $0.metric = Code(validated: code) }
        })
        for (metric, value) in [("L1", "96"), ("L2", "94"), ("L3", "90")] {
            try desk.measure(MeasurementRow("2026-01-01", "2026-01-31", metric, value))
        }
        try desk.close("2026-01-01")
        let levels = try #require(desk.engagement.delivery.closings.first?.levels)
        #expect(levels.map(\.status) == [.met, .tolerated, .failed, .notMeasured])
        #expect(levels.compliance == (try Fraction(100, over: 3)))
        #expect(desk.summaries.contains { $0.contains("SLA compliance 33.33 %") })
    }

    @Test("a forged closing or breach is reported, never trapped on")
    func forged() throws {
        var state = ServiceDesk().engagement
        let fact = Fact(position: 9, version: 9, recorded: .min, effective: .min, actor: .clock)
        var source = SplitMix64(seed: UInt64.random(in: .min ... .max))
        for _ in 0..<300 {
            for entry in DeliveryEvent.allCases { apply(entry.payload, &state, fact, &source) }
        }
        #expect(throws: IllegalEvent.self) { try ServiceLevelBreached.example.apply(to: &state, fact) }
    }

    private func apply<E: Event<Engagement>>(
        _ type: E.Type, _ state: inout Engagement, _ fact: Fact, _ source: inout SplitMix64
    ) {
        let event = E.random(using: &source)
        try? event.apply(to: &state, fact)
        _ = event.postings(fact, state)
        _ = event.summary
    }
}
