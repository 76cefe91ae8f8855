@testable import Lifecycle
import Schema
import Testing

@Suite("Pilot measurements")
struct PilotMeasurementsTests {
    let csat = Benchmark(
        metric: "csat".asCode, unit: .percent, direction: .higherIsBetter, baseline: nil, target: "90".asDecimal,
        critical: false)

    /// An engagement with one series: a plain figure, a ratio, one over nothing, and one across the window's end.
    func measured(unit: MeasureUnit = .percent) throws -> Engagement {
        var log = ObservationLog()
        let figures: [(Figure, String, String)] = [
            (Figure("90".asDecimal, sample: 100), "2026-03-01", "2026-03-31"),
            (Figure("95".asDecimal, over: "100".asDecimal), "2026-04-01", "2026-04-15"),
            (Figure("0".asDecimal, over: "0".asDecimal), "2026-04-16", "2026-04-20"),
            (Figure("10".asDecimal, sample: 500), "2026-04-28", "2026-05-04"),
        ]
        for (figure, from, to) in figures {
            let entry = try #require(Observation(figure, from: from.asDay, to: to.asDay, position: 1))
            let added = log.add(entry)
            #expect(added)
        }
        var engagement = Engagement.initial(.engagement(.example))
        engagement.delivery.series = [KPISeries(
            metric: csat.metric, segment: nil, granularity: .day, source: "crm".asCode, unit: unit, observations: log)]
        return engagement
    }

    @Test("PIL-3: delivery's figures inside the window are weighed by sample or denominator, the crossing one named")
    func adapter() throws {
        let window = try #require(DateSpan("2026-03-01".asDay, through: "2026-04-30".asDay))
        let (inside, crossing) = try measured().measurements(of: csat, within: window)
        #expect(inside.map(\.value) == [90, 95])
        #expect(inside.map(\.weight) == [100, 100])
        #expect(crossing.map(\.span.last) == ["2026-05-04".asDay])
        #expect(try csat.result(over: inside).exact == "185/2")
    }

    @Test("KPI-1: minutes are not held to hours")
    func units() throws {
        #expect(try measured().otherUnit(than: csat) == nil)
        #expect(try measured(unit: .minutes).otherUnit(than: csat) == .minutes)
    }
}
