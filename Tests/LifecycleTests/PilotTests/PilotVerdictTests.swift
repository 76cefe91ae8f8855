@testable import Lifecycle
import Schema
import Testing

/// Worked example 9: the verdict as a pure function over plain values.
@Suite("Pilot verdict")
struct PilotVerdictTests {
    typealias Blocks = [(value: String, sample: Int64)]

    static let window = DateSpan("2026-03-02".asDay, through: "2026-04-30".asDay)
    static let spans: [(String, String)] = [
        ("2026-03-02", "2026-03-16"), ("2026-03-17", "2026-03-31"), ("2026-04-01", "2026-04-15"),
        ("2026-04-16", "2026-04-30"),
    ]
    static let benchmarks: [Benchmark] = [
        benchmark("sla".asCode, .higherIsBetter, "95".asDecimal, critical: true),
        benchmark("error".asCode, .lowerIsBetter, "2".asDecimal),
        benchmark("aht".asCode, .lowerIsBetter, "6.4".asDecimal),
        benchmark("csat".asCode, .higherIsBetter, "90".asDecimal),
        benchmark("cost".asCode, .lowerIsBetter, "1.15".asDecimal),
    ]
    static let table: [String: Blocks] = [
        "sla": [("94.0", 200), ("95.0", 300), ("96.0", 200), ("95.0", 300)],
        "error": [("2.4", 200), ("1.8", 300), ("1.9", 200), ("2.0", 300)],
        "aht": [("6.23", 240), ("5.88", 180), ("6.84", 120), ("7.08", 120)],
        "csat": [("90.4", 120), ("88.9", 150), ("91.3", 130), ("90.1", 100)],
        "cost": [("1.16", 200), ("1.14", 300), ("1.17", 200), ("1.13", 300)],
    ]

    static func benchmark(
        _ metric: Code, _ direction: Direction, _ target: Decimal, critical: Bool = false
    ) -> Benchmark {
        Benchmark(
            metric: metric, unit: .percent, direction: direction, baseline: nil, target: target, critical: critical)
    }

    static func measurements(_ blocks: Blocks) throws -> [PilotMeasurement] {
        try zip(blocks, spans).map { block, span in
            PilotMeasurement(
                value: Fraction(try #require(Decimal(lenient: block.value))), weight: Fraction(block.sample),
                span: try #require(DateSpan(span.0.asDay, through: span.1.asDay)))
        }
    }

    /// Judges benchmarks over the table, with the crossing measurement of row h where asked for.
    static func judge(
        _ table: [String: Blocks], _ benchmarks: [Benchmark] = benchmarks, crossing: Bool = false
    ) throws -> PilotJudged {
        var all = try table.mapValues(measurements)
        if crossing {
            let span = try #require(DateSpan("2026-04-28".asDay, through: "2026-05-04".asDay))
            all["csat", default: []].append(PilotMeasurement(value: 60, weight: 1000, span: span))
        }
        let state = PilotState(benchmarks: benchmarks)
        return try state.judge(try #require(window), .standard) { benchmark, window in
            PilotMeasurement.split(all[benchmark.metric.rawValue] ?? [], by: window)
        }
    }

    static let rowB: [String: Blocks] = table.merging(["csat": [("95.0", 50), ("88.0", 450)]]) { $1 }
    static let rowC: [String: Blocks] = rowB.merging(
        ["error": [("2.4", 200), ("1.8", 300), ("1.9", 200), ("2.1", 300)]]) { $1 }

    @Test("PIL-3: the exact means of worked example 9, where rounded or simple ones would miss")
    func means() throws {
        let results = try Self.judge(Self.table).results
        #expect(results.map(\.exact) == ["95", "2", "32/5", "22531/250", "1147/1000"])
        #expect(results.map { $0.shown?.description } == ["95", "2", "6.4", "90.124", "1.147"])
        #expect(results.map(\.sample) == [1000, 1000, 660, 500, 1000])
    }

    @Test("PIL-3 a: nothing missed meets")
    func rowA() throws {
        let judged = try Self.judge(Self.table)
        #expect(judged.verdict == .meets && judged.missed.isEmpty)
    }

    @Test("PIL-3 b: one of five missed is partial, by the weighted mean")
    func rowB() throws {
        let judged = try Self.judge(Self.rowB)
        #expect(judged.verdict == .partial && judged.missed.map(\.rawValue) == ["csat"])
        #expect(judged.results[3].exact == "887/10")
    }

    @Test("PIL-3 c: two of five missed is partial")
    func rowC() throws {
        let judged = try Self.judge(Self.rowC)
        #expect(judged.verdict == .partial && judged.missed.map(\.rawValue) == ["error", "csat"])
        #expect(judged.results[1].exact == "203/100")
    }

    @Test("PIL-3 d: no measurement is a miss; three of five fail")
    func rowD() throws {
        var table = Self.rowC
        table["cost"] = nil
        let judged = try Self.judge(table)
        #expect(judged.verdict == .fails && judged.missed.map(\.rawValue) == ["error", "csat", "cost"])
        #expect(judged.results[4].exact == nil && judged.results[4].sample == 0)
    }

    @Test("PIL-3 e: a critical miss fails, though it shows as the target")
    func rowE() throws {
        var table = Self.table
        table["sla"] = [("94.0", 200), ("95.0", 300), ("96.0", 199), ("95.0", 300)]
        let judged = try Self.judge(table)
        #expect(judged.verdict == .fails && judged.missed.map(\.rawValue) == ["sla"])
        #expect(judged.results[0].exact == "94904/999")
    }

    @Test("PIL-3 f: exactly half missed fails")
    func rowF() throws {
        let judged = try Self.judge(Self.rowC, Array(Self.benchmarks.dropLast()))
        #expect(judged.verdict == .fails && judged.missed.count == 2)
    }

    @Test("PIL-3 g: the only benchmark missed fails, critical or not")
    func rowG() throws {
        #expect(try Self.judge(Self.rowB, [Self.benchmarks[3]]).verdict == .fails)
    }

    @Test("PIL-3 h: a measurement across the window's edge is left out and named")
    func rowH() throws {
        let judged = try Self.judge(Self.table, crossing: true)
        #expect(judged.verdict == .meets)
        let crossing = LeftOutMeasurement(metric: "csat".asCode, first: "2026-04-28".asDay, last: "2026-05-04".asDay)
        #expect(judged.leftOut == [crossing])
    }

    @Test("PIL-3: measurements beside the window are neither counted nor named")
    func beside() throws {
        let far = PilotMeasurement(value: 1, weight: 1, span: DateSpan("2026-05-01".asDay))
        let (inside, crossing) = PilotMeasurement.split([far], by: try #require(Self.window))
        #expect(inside.isEmpty && crossing.isEmpty)
    }

    @Test("PIL-3: a mean too wide for exact arithmetic is an error, not a trap")
    func overflow() throws {
        let wide = try Fraction(.max, over: 7)
        let measurement = PilotMeasurement(value: wide, weight: Fraction(Int64.max), span: DateSpan("2026-03-02".asDay))
        #expect(throws: ArithmeticOverflow.self) {
            try Self.benchmarks[0].result(over: [measurement, measurement])
        }
    }

    @Test("PIL-3: a single figure needs no sample; where one of several has none, there is no mean")
    func unweighed() throws {
        let lone = PilotMeasurement(value: 99, weight: nil, span: DateSpan("2026-03-02".asDay))
        let other = PilotMeasurement(value: 99, weight: 10, span: DateSpan("2026-03-03".asDay))
        let benchmark = Self.benchmark("csat".asCode, .higherIsBetter, "90".asDecimal)
        #expect(try benchmark.result(over: [lone]).missed == false)
        let several = try benchmark.result(over: [lone, other])
        #expect(several.missed && several.exact == nil)
    }
}
