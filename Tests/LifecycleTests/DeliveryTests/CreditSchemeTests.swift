@testable import Lifecycle
import Schema
import Testing

@Suite("Credit schemes")
struct CreditSchemeTests {
    static func code(_ text: String) -> Code { Code(validated: text) }

    static func share(_ level: String, _ percent: Int64) -> (level: Code, percent: Decimal) {
        (level: code(level), percent: Decimal(units: percent) ?? .zero)
    }

    static let pool = AtRiskPool(
        atRisk: Decimal(units: 10) ?? .zero,
        allocations: [
            share("L1", 40), share("L2", 35), share("L3", 30), share("L4", 25), share("L5", 20), share("L6", 50),
        ])

    static let pools: [(charge: String, failed: [String], credit: String, capped: Bool, lines: [String])] = [
        ("EUR 123456.75", ["L2", "L4"], "EUR 7407.40", false, ["EUR 4320.98", "EUR 3086.42"]),
        ("EUR 123456.09", ["L2", "L4"], "EUR 7407.37", false, ["EUR 4320.97", "EUR 3086.40"]),
        ("EUR 123456.45", ["L1", "L2", "L6"], "EUR 12345.64", true, ["EUR 3950.60", "EUR 3456.78", "EUR 4938.26"]),
        ("EUR 123456.75", ["L1", "L2", "L4"], "EUR 12345.68", false, ["EUR 4938.27", "EUR 4320.99", "EUR 3086.42"]),
        ("JPY 9876500", ["L1", "L4"], "JPY 641972", false, ["JPY 395060", "JPY 246912"]),
        ("JPY 9876700", ["L1", "L4"], "JPY 641986", false, ["JPY 395068", "JPY 246918"]),
        ("KWD 12345.675", ["L2", "L4"], "KWD 740.740", false, ["KWD 432.098", "KWD 308.642"]),
        ("EUR 123456.75", [], "EUR 0.00", false, []),
    ]

    @Test("worked example 3: at-risk pool, cap, half-even, lines that add up", arguments: pools)
    func atRiskPool(charge: String, failed: [String], credit: String, capped: Bool, lines: [String]) throws {
        let charge = try #require(Money(charge))
        let outcome = try Self.pool.credit(charge: charge, failed: Set(failed.map(Self.code)))
        #expect(outcome.credit == Money(credit))
        #expect(outcome.isCapped == capped)
        #expect(outcome.lines.map(\.amount) == lines.compactMap { Money($0) })
    }

    @Test("worked example 4: service points, one doubling, cap, an amendment inside a period")
    func servicePoints() throws {
        let scheme = ServicePoints(
            rate: try #require(Decimal("0.75")), cap: try #require(Decimal("5")), window: 2)
        let old = ServicePoints.Tariff(minor: 1, serious: 2, severe: 4)
        let new = ServicePoints.Tariff(minor: 2, serious: 3, severe: 5)
        let a = Self.code("A"), b = Self.code("B")
        let table: [(String, ServicePoints.Tariff, [Code: ServicePoints.Severity], Int64, String)] = [
            ("80000.50", old, [b: .minor], 1, "600.00"), ("81234.10", old, [a: .severe], 4, "2437.02"),
            ("80000.00", old, [a: .minor], 2, "1200.00"), ("79999.30", old, [b: .severe], 4, "2399.98"),
            ("82500.10", old, [a: .serious, b: .serious], 8, "4125.00"),
            ("82500.50", old, [b: .minor], 2, "1237.51"), ("82500.50", new, [:], 0, "0.00"),
            ("84000.10", new, [a: .minor], 2, "1260.00"),
        ]
        let periods = try table.map { row in
            ServicePoints.Period(
                charge: try #require(Money("EUR \(row.0)")), tariff: row.1, failures: row.2)
        }
        for (index, row) in table.enumerated() {
            #expect(scheme.points(periods, at: index) == row.3)
            #expect(try scheme.credit(periods, at: index) == Money("EUR \(row.4)"))
        }
    }

    @Test("worked example 10: what a correction changes in later periods, each by its own terms")
    func cascade() throws {
        let scheme = ServicePoints(
            rate: try #require(Decimal("0.75")), cap: try #require(Decimal("5")), window: 2)
        let tariff = ServicePoints.Tariff(minor: 1, serious: 2, severe: 4)
        let a = Self.code("A"), b = Self.code("B")
        var failures: [[Code: ServicePoints.Severity]] = [
            [b: .minor], [a: .severe], [a: .minor], [b: .severe], [a: .serious, b: .serious], [b: .minor],
        ]
        let charges = ["80000.50", "81234.10", "80000.00", "79999.30", "82500.10", "82500.50"]
        func credits() throws -> [Int64] {
            let periods = try zip(charges, failures).map { charge, failures in
                ServicePoints.Period(
                    charge: try #require(Money("EUR \(charge)")), tariff: tariff, failures: failures)
            }
            return try periods.indices.compactMap { try scheme.credit(periods, at: $0)?.minorUnits }
        }
        let closed = try credits()
        failures[2] = [:]
        let first = try credits()
        #expect(zip(first, closed).map { $0 - $1 } == [0, 0, -120_000, 0, -41_250, 0])
        failures[2] = [b: .serious]
        let second = try credits()
        #expect(zip(second, first).map { $0 - $1 } == [0, 0, 240_000, 159_998, 0, 0])
    }

    static let results: [(after: [LevelStatus], outcome: EarnBack.Outcome)] = [
        ([], EarnBack.Outcome.pending), ([.failed], .lost), ([.met], .pending), ([.met, .met], .pending),
        ([.met, .tolerated], .lost), ([.met, .met, .notMeasured], .lost), ([.met, .met, .met], .forgiven),
        ([.met, .met, .met, .failed], .forgiven),
    ]

    @Test("worked example 5: earn-back needs each of the periods after to be met", arguments: results)
    func earnBack(after: [LevelStatus], outcome: EarnBack.Outcome) {
        #expect(EarnBack(periods: 3).outcome(after: after) == outcome)
    }

    @Test("worked example 5: the lines of January and February, capped and not")
    func earnBackLines() throws {
        let scheme = AtRiskPool(
            atRisk: Decimal(units: 10) ?? .zero,
            allocations: [Self.share("X", 60), Self.share("Y", 50), Self.share("Z", 40)])
        let january = try scheme.credit(
            charge: try #require(Money("EUR 50000.05")), failed: [Self.code("X"), Self.code("Y")])
        #expect(january.credit == Money("EUR 5000.00") && january.isCapped)
        #expect(january.lines.map(\.amount.minorUnits) == [272_727, 227_273])
        let february = try scheme.credit(
            charge: try #require(Money("EUR 48765.43")), failed: [Self.code("X"), Self.code("Z")])
        #expect(february.lines.map(\.amount.minorUnits) == [292_592, 195_062])
    }
}
