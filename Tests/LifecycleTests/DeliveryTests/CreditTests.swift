@testable import Lifecycle
import Schema
import Testing

@Suite("Credits")
struct CreditTests {
    /// Three failed or met months, closed.
    func closed(_ values: [String?]) throws -> ServiceDesk {
        var desk = ServiceDesk()
        for (index, value) in values.enumerated() {
            let first = try #require(CivilDate(year: 2026, month: index + 1, day: 1))
            if let value {
                try desk.measure(MeasurementRow(first.description, first.lastOfMonth.description, "csat", value))
            }
            try desk.close(first.description)
        }
        desk.postings = []
        return desk
    }

    func euro(_ cents: Int64) throws -> Money { try #require(Money(.example, minorUnits: cents)) }

    @Test("KPI-3: a correction that heals a failed period books the difference in the open period")
    func healed() throws {
        var desk = try closed(["92", "96", "96"])
        let events = try desk.correct(MeasurementRow("2026-01-01", "2026-01-31", "csat", "95"))
        #expect(events == ["kpi.corrected", "period.restated", "credit.adjusted"])
        #expect(desk.result("2026-01-01")?.status == .met)
        #expect(desk.postings.contains(.moneyDue(id: "credit/1", try euro(-60_000))))
        #expect(desk.engagement.openCredits.isEmpty)
        #expect(desk.summaries.last == "credit of L1 for 2026-01 adjusted by EUR -600.00, booked in 2026-04")
    }

    @Test("KPI-3: a correction that fails a met period books its credit")
    func worsened() throws {
        var desk = try closed(["96", "96"])
        #expect(try desk.correct(MeasurementRow("2026-01-01", "2026-01-31", "csat", "90"))
            == ["kpi.corrected", "period.restated", "credit.adjusted"])
        #expect(desk.postings.contains(.moneyDue(id: "credit/1", try euro(60_000))))
        #expect(desk.engagement.openCredits == ["credit/1"])
        #expect(try desk.correct(MeasurementRow("2026-01-01", "2026-01-31", "csat", "96")).last == "credit.adjusted")
        #expect(desk.engagement.openCredits.isEmpty)
    }

    @Test("KPI-3: a zero difference is not booked")
    func zeroDifference() throws {
        var desk = try closed(["92", "96"])
        #expect(try desk.correct(MeasurementRow("2026-01-01", "2026-01-31", "csat", "91"))
            == ["kpi.corrected", "period.restated"])
        #expect(desk.result("2026-01-01")?.value == ExactNumber("91"))
    }

    @Test("KPI-3: a late figure restates its period, ends the obligation and books the credit")
    func late() throws {
        var desk = try closed([nil, "96"])
        #expect(desk.engagement.obligations.open.count == 1)
        #expect(try desk.measure(MeasurementRow("2026-01-01", "2026-01-31", "csat", "90"))
            == ["kpi.measured", "period.restated", "credit.adjusted"])
        #expect(desk.engagement.obligations.open.isEmpty)
        #expect(desk.postings.contains(.obligationClosed(id: "kpi-missing/sla-2026/2026-01/L1", .fulfilled)))
        #expect(desk.engagement.openCredits == ["credit/1"])
    }

    @Test("KPI-3: retroactive terms restate closed periods")
    func retroactive() throws {
        var desk = try closed(["92", "96"])
        desk.levels = [.csat.with { $0.minimum = Decimal(units: 90) }]
        let day = try ServiceDesk.date("2026-01-01")
        #expect(try desk.play { try $0.restatements(since: day, $1, $2) } == ["period.restated", "credit.adjusted"])
        #expect(desk.engagement.openCredits.isEmpty)
    }

    @Test("KPI-3: a figure of an open period changes no closed one")
    func open() throws {
        var desk = try closed(["92", "96"])
        #expect(try desk.measure(MeasurementRow("2026-03-01", "2026-03-31", "csat", "90")) == ["kpi.measured"])
    }

    @Test("TIME: a credit is neither settled nor given up before it was booked")
    func notBeforeItsBooking() throws {
        var desk = try closed(["92"])
        let booked = try #require(desk.engagement.delivery.credits.first?.on)
        #expect(booked == desk.today)
        desk.today = try booked.adding(days: -1)
        let settling = desk.refusal { state, _, context in
            try SettleCredit(engagement: .example, credit: 1, amount: nil, reference: nil).decide(state, context)
        }
        let giving = desk.refusal { state, _, context in
            try RequestWriteOff(engagement: .example, credit: 1, amount: nil).decide(state, context)
        }
        #expect(settling?.rule == .time && giving?.rule == .time)
    }

    @Test("EXI-2: a credit is settled in parts, never beyond what is open")
    func settled() throws {
        var desk = try closed(["92"])
        try desk.play { state, _, context in
            try SettleCredit(engagement: .example, credit: 1, amount: try euro(20_000), reference: nil)
                .decide(state, context)
        }
        #expect(desk.engagement.openCredits == ["credit/1"])
        let dollar = try #require(Money(parsing: Array("USD 0.01".utf8)))
        for amount in [try euro(40_001), try euro(-1), dollar] {
            let refusal = desk.refusal { state, _, context in
                try SettleCredit(engagement: .example, credit: 1, amount: amount, reference: nil).decide(state, context)
            }
            #expect(refusal?.rule == .form)
        }
        try desk.play { state, _, context in
            try SettleCredit(engagement: .example, credit: 1, amount: nil, reference: nil).decide(state, context)
        }
        #expect(desk.engagement.openCredits.isEmpty)
        #expect(desk.postings.last == .moneySettled(id: "credit/1", try euro(40_000), writtenOff: false))
    }

    @Test("KPI-3: an adjustment after settlement leaves a balance the other way")
    func overpaid() throws {
        var desk = try closed(["92"])
        try desk.play { state, _, context in
            try SettleCredit(engagement: .example, credit: 1, amount: nil, reference: nil).decide(state, context)
        }
        try desk.correct(MeasurementRow("2026-01-01", "2026-01-31", "csat", "95"))
        #expect(desk.engagement.openCredits == ["credit/1"])
        #expect(desk.engagement.delivery.credits.first?.balance == (try euro(-60_000)))
    }

    @Test("EXI-2, SEP-1: a write-off needs a second person")
    func writtenOff() throws {
        var desk = try closed(["92"])
        let approve: (Engagement, DeliveryTerms, Context) throws -> Decision = { state, _, context in
            try ApproveWriteOff(engagement: .example, credit: 1).decide(state, context)
        }
        #expect(desk.refusal(approve)?.rule == .exi2)
        try desk.play { state, _, context in
            try RequestWriteOff(engagement: .example, credit: 1, amount: nil).decide(state, context)
        }
        #expect(desk.refusal(approve)?.rule == .sep1)
        #expect(desk.engagement.openCredits == ["credit/1"])
        #expect(try desk.play(by: Scenario.max, approve) == ["credit.write-off-approved"])
        #expect(desk.engagement.openCredits.isEmpty)
        #expect(desk.postings.last == .moneySettled(id: "credit/1", try euro(60_000), writtenOff: true))
    }

    @Test("the scoreboard shows closed and running period, breaches and open credits")
    func scoreboard() throws {
        var desk = try closed(["92", "92", "96", "96", "96"])
        try desk.measure(MeasurementRow("2026-06-01", "97", sample: 3), MeasurementRow("2026-06-02", "94", sample: 1))
        let line = try #require(desk.engagement.scoreboard(on: desk.today, desk.terms).lines.first)
        #expect(line.closed == "2026-05" && line.status == .met && line.value == ExactNumber("96"))
        #expect(line.running == "2026-06" && line.soFar == ExactNumber("385/4"))
        #expect(line.breaches == 2 && line.inARow == 0)
        #expect(line.open == [try euro(120_000)])
    }

    @Test("PIL-3: what crosses the window's edge is told apart")
    func window() throws {
        var desk = ServiceDesk()
        try desk.measure(
            MeasurementRow("2026-03-02", "2026-03-16", "csat", "90.4", sample: 120),
            MeasurementRow("2026-04-28", "2026-05-04", "csat", "60", sample: 1000))
        let window = try #require(DateSpan("2026-03-02/2026-04-30"))
        let found = desk.engagement.observations(of: Code(validated: "csat"), within: window)
        #expect(found.inside.map(\.from.description) == ["2026-03-02"])
        #expect(found.crossing.map(\.from.description) == ["2026-04-28"])
    }

    @Test("every event of delivery is read as it is written")
    func roundTrips() throws {
        var source = SplitMix64(seed: UInt64.random(in: .min ... .max))
        for entry in DeliveryEvent.allCases {
            for _ in 0..<50 { try roundTrip(entry.payload, &source) }
        }
        for _ in 0..<50 { try roundTrip(DeliveryState.self, &source) }
    }

    private func roundTrip<M: Message & Equatable>(_ type: M.Type, _ source: inout SplitMix64) throws {
        let value = M.random(using: &source)
        #expect(try M.decode(JSONWriter.encode(value)) == value, "\(source)")
    }
}
