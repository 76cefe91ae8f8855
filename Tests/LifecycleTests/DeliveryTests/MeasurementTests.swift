@testable import Lifecycle
import Schema
import Testing

@Suite("Measurements")
struct MeasurementTests {
    @Test("KPI-1: a figure of a period that is over is recorded")
    func recorded() throws {
        var desk = ServiceDesk()
        #expect(try desk.measure(MeasurementRow("2026-06-01", "91.5", sample: 200)) == ["kpi.measured"])
        #expect(desk.postings == [.measured(metric: "csat", on: try ServiceDesk.date("2026-06-01"))])
        let series = try #require(desk.engagement.delivery.series.first)
        #expect(series.granularity == .day)
        #expect(series.observations.entries.first?.figure == Figure(try #require(Decimal("91.5")), sample: 200))
    }

    @Test("KPI-1: an identical figure again changes nothing")
    func identical() throws {
        var desk = ServiceDesk()
        try desk.measure(MeasurementRow("2026-06-01", "91.5", sample: 200))
        #expect(try desk.measure(MeasurementRow("2026-06-01", "91.5", sample: 200)) == [])
    }

    @Test("KPI-1: another value for the same days is refused and names the correction")
    func anotherValue() throws {
        var desk = ServiceDesk()
        try desk.measure(MeasurementRow("2026-06-01", "91.5"))
        let refused = desk.refusedMeasure(MeasurementRow("2026-06-01", "91.6"))
        let refusal = try #require(refused)
        #expect(refusal.rule == .kpi1)
        #expect(refusal.missing.first?.rule == .kpi2)
        #expect(refusal.missing.first?.command?.hasPrefix("kpi correct ENG-2026-0042 --metric csat") == true)
    }

    @Test("KPI-1: what cannot be is refused", arguments: [
        MeasurementRow("2026-06-01", "csat", "100.1"), MeasurementRow("2026-06-01", "csat", "-0.1"),
        MeasurementRow("2026-06-01", "csat", "21/20"), MeasurementRow("2026-06-01", "csat", "1/0"),
        MeasurementRow("2026-06-01", "csat", "1/-2"), MeasurementRow("2026-06-01", "aht", "-1", unit: .minutes),
        MeasurementRow("2026-06-01", "volume", "-5", unit: .count),
    ])
    func impossible(row: MeasurementRow) {
        var desk = ServiceDesk()
        #expect(desk.refusedMeasure(row)?.rule == .kpi1)
    }

    @Test("KPI-1: attrition may exceed 100 %, others reach 0 and 100 %, and nothing out of nothing", arguments: [
        MeasurementRow("2026-06-01", "attrition", "130"), MeasurementRow("2026-06-01", "csat", "100"),
        MeasurementRow("2026-06-01", "csat", "0"), MeasurementRow("2026-06-01", "csat", "0/0"),
        MeasurementRow("2026-06-01", "csat", "20/20"),
    ])
    func possible(row: MeasurementRow) throws {
        var desk = ServiceDesk()
        #expect(try desk.measure(row) == ["kpi.measured"])
    }

    @Test("KPI-1: a known metric in another unit is refused")
    func wrongUnit() {
        var desk = ServiceDesk()
        #expect(desk.refusedMeasure(MeasurementRow("2026-06-01", "csat", "5", unit: .minutes))?.rule == .kpi1)
    }

    @Test("KPI-1: a metric of the client's own keeps the unit of its first figure")
    func ownUnit() throws {
        var desk = ServiceDesk()
        try desk.measure(MeasurementRow("2026-06-01", "calls", "5", unit: .count))
        #expect(desk.refusedMeasure(MeasurementRow("2026-06-02", "calls", "5", unit: .minutes))?.rule == .kpi1)
    }

    @Test("KPI-1: the contract's service level defines the unit of a metric of the client's own")
    func agreedUnit() {
        var desk = ServiceDesk(levels: [.csat.with { $0.metric = Code(validated: "calls") }])
        let refusal = desk.refusedMeasure(MeasurementRow("2026-06-01", "calls", "5", unit: .count))
        #expect(refusal?.rule == .kpi1)
    }

    @Test("KPI-1: days that overlap within one identity are refused, whatever the order")
    func overlap() throws {
        var desk = ServiceDesk()
        try desk.measure(MeasurementRow("2026-03-02", "2026-03-16", "csat", "90"))
        try desk.measure(MeasurementRow("2026-04-01", "2026-04-15", "csat", "90"))
        for (from, to) in [("2026-03-16", "2026-03-20"), ("2026-03-20", "2026-04-01"), ("2026-02-01", "2026-05-02")] {
            #expect(desk.refusedMeasure(MeasurementRow(from, to, "csat", "90"))?.rule == .kpi1)
        }
        #expect(try desk.measure(MeasurementRow("2026-03-17", "2026-03-30", "csat", "90")) == ["kpi.measured"])
    }

    @Test("KPI-1: another segment, source or granularity is another identity")
    func identities() throws {
        var desk = ServiceDesk()
        try desk.measure(MeasurementRow("2026-05-01", "2026-05-31", "csat", "90"))
        try desk.measure(MeasurementRow("2026-05-01", "csat", "91"))
        try desk.measure(MeasurementRow("2026-05-01", "csat", "92", segment: "vip"))
        try desk.measure(MeasurementRow("2026-05-01", "csat", "93", source: "survey"))
        #expect(desk.engagement.delivery.series.count == 4)
    }

    @Test("KPI-1: a period must be over; today it is not yet")
    func periodOver() throws {
        var desk = ServiceDesk()
        desk.today = try ServiceDesk.date("2026-12-01")
        #expect(try desk.measure(MeasurementRow("2026-11-01", "2026-11-30", "csat", "90")) == ["kpi.measured"])
        #expect(desk.refusedMeasure(MeasurementRow("2026-11-02", "2026-12-01", "csat", "90"))?.rule == .kpi1)
        #expect(desk.refusedMeasure(MeasurementRow("2026-11-02", "2026-11-01", "csat", "90"))?.rule == .kpi1)
    }

    @Test("LIFE-1: nothing is measured before the first signature")
    func unsigned() {
        var desk = ServiceDesk()
        let refusal = desk.refusal { state, _, context in
            try RecordMeasurement.example.decide(state, context)
        }
        #expect(refusal?.rule == .life1)
    }

    @Test("KPI-1: accuracy and error rate that do not make 100 warn")
    func crossCheck() throws {
        var desk = ServiceDesk()
        try desk.measure(MeasurementRow("2026-06-01", "accuracy", "97"))
        try desk.measure(MeasurementRow("2026-06-01", "error-rate", "3"))
        #expect(desk.warnings.isEmpty)
        try desk.measure(
            MeasurementRow("2026-06-02", "accuracy", "97"), MeasurementRow("2026-06-02", "error-rate", "4"))
        #expect(!desk.warnings.isEmpty)
    }

    @Test("KPI-2: a correction counts from then on and names what it supersedes")
    func correction() throws {
        var desk = ServiceDesk()
        try desk.measure(MeasurementRow("2026-06-01", "91.5"))
        #expect(try desk.correct(MeasurementRow("2026-06-01", "92")) == ["kpi.corrected"])
        let entries = desk.engagement.delivery.series.first?.observations.entries
        #expect(entries?.map(\.figure) == [Figure(try #require(Decimal("92")))])
        #expect(entries?.first?.position == 1)
        #expect(try desk.correct(MeasurementRow("2026-06-01", "92")) == [])
    }

    @Test("KPI-2: a correction needs a figure, and a possible value")
    func correctionOfNothing() throws {
        var desk = ServiceDesk()
        #expect(desk.refusal { try $0.correct(CorrectMeasurement(MeasurementRow("2026-06-01", "92")), $1, $2) }?.rule
            == .kpi2)
        try desk.measure(MeasurementRow("2026-06-01", "91.5"))
        #expect(desk.refusal { try $0.correct(CorrectMeasurement(MeasurementRow("2026-06-01", "101")), $1, $2) }?.rule
            == .kpi1)
    }

    @Test("KPI-2: a correction has the form of what it corrects: a value, or numerator and denominator")
    func correctionOfAnotherForm() throws {
        var desk = ServiceDesk()
        try desk.measure(MeasurementRow("2026-06-01", "91.5"), MeasurementRow("2026-06-02", "9/10"))
        for (day, other) in [("2026-06-01", "9/10"), ("2026-06-02", "91.5")] {
            let wish = CorrectMeasurement(MeasurementRow(day, other))
            #expect(desk.refusal { try $0.correct(wish, $1, $2) }?.rule == .kpi2)
        }
        #expect(try desk.correct(MeasurementRow("2026-06-02", "8/10")) == ["kpi.corrected"])
    }
}
