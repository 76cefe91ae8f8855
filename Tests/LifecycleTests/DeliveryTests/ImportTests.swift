@testable import Lifecycle
import Schema
import Testing

@Suite("Import")
struct ImportTests {
    @Test("KPI-5: an import is all or nothing and names every bad line")
    func allOrNothing() throws {
        var desk = ServiceDesk()
        let rows = [
            MeasurementRow("2026-06-01", "90", line: 2), MeasurementRow("2026-06-02", "190", line: 3),
            MeasurementRow("2026-06-03", "91", line: 4), MeasurementRow("2026-06-01", "92", line: 5),
            MeasurementRow("2026-07-03", "91", line: 6),
        ]
        let refused = desk.refusal { try $0.measure(rows, $1, $2, refused: ImportMeasurements.refusal) }
        let refusal = try #require(refused)
        #expect(refusal.rule == .kpi5)
        #expect(refusal.missing.map { $0.what.prefix(7) } == ["line 3:", "line 5:", "line 6:"])
        #expect(desk.engagement.delivery.series.isEmpty)
    }

    @Test("KPI-5: repeated, it changes nothing; grown, it adds what is new")
    func idempotent() throws {
        var desk = ServiceDesk()
        let rows = (1...9).map { (day: Int) in MeasurementRow("2026-06-0\(day)", "9\(day)", sample: Int64(day)) }
        #expect(try desk.play { try $0.measure(rows, $1, $2) { first, _ in first } }.count == 9)
        #expect(try desk.play { try $0.measure(rows, $1, $2) { first, _ in first } } == [])
        let more = rows + [MeasurementRow("2026-06-10", "90"), MeasurementRow("2026-06-10", "90")]
        #expect(try desk.play { try $0.measure(more, $1, $2) { first, _ in first } } == ["kpi.measured"])
    }

    @Test("KPI-5: lines without a number are counted from 1")
    func lineNumbers() throws {
        var desk = ServiceDesk()
        let rows = [MeasurementRow("2026-06-01", "90"), MeasurementRow("2026-06-02", "190")]
        let refusal = desk.refusal { try $0.measure(rows, $1, $2, refused: ImportMeasurements.refusal) }
        #expect(refusal?.missing.map { $0.what.prefix(7) } == ["line 2:"])
    }

    @Test("KPI-5: more rows than the policy allows are refused")
    func tooMany() {
        var desk = ServiceDesk()
        desk.governance.policy.delivery.importRowsMax = 1
        let refusal = desk.refusal { state, _, context in
            try ImportMeasurements(
                engagement: .example,
                rows: [MeasurementRow("2026-06-01", "90"), MeasurementRow("2026-06-02", "90")]).decide(state, context)
        }
        #expect(refusal?.rule == .kpi5)
    }

    @Test("a numerator alone is a value")
    func numeratorAlone() throws {
        var row = MeasurementRow("2026-06-01", "volume", "5", unit: .count)
        row.numerator = row.value
        row.value = nil
        #expect(try row.figure().value == Decimal(units: 5))
        row.value = Decimal(units: 4)
        #expect(throws: Refusal.self) { try row.figure() }
    }
}
