import Schema
import Testing

/// Worked examples, case 3: at-risk 10 %, allocations L1 40, L2 35, L3 30, L4 25, L5 20, L6 50.
@Suite("Apportionment, case 3: at-risk pool")
struct ApportionmentTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let charge: String
        let failed: [String]
        let exact: String
        let capped: Bool
        let lines: [String: Int64]
        let total: Int64
        var testDescription: String { "3\(name): \(charge)" }
    }

    static let allocations: [String: Int] = ["L1": 40, "L2": 35, "L3": 30, "L4": 25, "L5": 20, "L6": 50]

    static let rows = [
        Row(name: "a", charge: "EUR 123456.75", failed: ["L2", "L4"], exact: "740740.5", capped: false,
            lines: ["L2": 432_098, "L4": 308_642], total: 740_740),
        Row(name: "b", charge: "EUR 123456.09", failed: ["L2", "L4"], exact: "740736.54", capped: false,
            lines: ["L2": 432_097, "L4": 308_640], total: 740_737),
        Row(name: "c", charge: "EUR 123456.45", failed: ["L1", "L2", "L6"], exact: "1234564.5", capped: true,
            lines: ["L1": 395_060, "L2": 345_678, "L6": 493_826], total: 1_234_564),
        Row(name: "d", charge: "EUR 123456.75", failed: ["L1", "L2", "L4"], exact: "1234567.5", capped: false,
            lines: ["L1": 493_827, "L2": 432_099, "L4": 308_642], total: 1_234_568),
        Row(name: "e", charge: "JPY 9876500", failed: ["L1", "L4"], exact: "641972.5", capped: false,
            lines: ["L1": 395_060, "L4": 246_912], total: 641_972),
        Row(name: "f", charge: "JPY 9876700", failed: ["L1", "L4"], exact: "641985.5", capped: false,
            lines: ["L1": 395_068, "L4": 246_918], total: 641_986),
        Row(name: "g", charge: "KWD 12345.675", failed: ["L2", "L4"], exact: "740740.5", capped: false,
            lines: ["L2": 432_098, "L4": 308_642], total: 740_740),
        Row(name: "h", charge: "EUR 123456.75", failed: [], exact: "0", capped: false, lines: [:], total: 0),
    ]

    @Test("case 3: credit and lines of every row", arguments: rows)
    func row(_ row: Row) throws {
        let charge = try #require(Money(row.charge))
        let pool = try charge.exactMinorUnits / 10
        let weights = row.failed.map { (id: $0, weight: Fraction(Self.allocations[$0] ?? 0)) }
        let uncapped = try pool * Fraction.sum(weights.map(\.weight)) / 100
        #expect(try min(uncapped, pool) == exact(row.exact))
        #expect((uncapped > pool) == row.capped)
        let split =
            row.capped
            ? try Apportionment(sharing: pool, byWeight: weights)
            : try Apportionment(exact: weights.map { (id: $0.id, exact: try pool * $0.weight / 100) })
        #expect(split.total == row.total)
        #expect(Dictionary(uniqueKeysWithValues: split.lines.map { ($0.id, $0.minorUnits) }) == row.lines)
        #expect(try Money(charge.currency, rounding: min(uncapped, pool)).minorUnits == row.total)
    }

    @Test("case 5: capped lines of January and both roundings of February")
    func earnBack() throws {
        let january = try Apportionment(sharing: exact("500000.5"), byWeight: [("X", 60), ("Y", 50)])
        #expect(january.total == 500_000)
        #expect(january.lines.map(\.minorUnits) == [272_727, 227_273])
        let february = try Apportionment(exact: [("X", exact("292592.58")), ("Z", exact("195061.72"))])
        #expect(february.lines.map(\.minorUnits) == [292_592, 195_062])
    }

    @Test("C3: among equal fractional parts the smaller id gets the unit, whatever the order of the lines")
    func ties() throws {
        let third = try Fraction(1, over: 3)
        let split = try Apportionment(exact: [("b", third), ("c", third), ("a", third)])
        #expect(split.lines.map(\.minorUnits) == [0, 0, 1])
    }

    @Test("C3: lines add up to the total, and none is a whole unit off, also below zero")
    func addsUp() throws {
        try seeded { generator in
            for _ in 0..<1_000 {
                let count = Int.random(in: 0...8, using: &generator)
                let amounts = try (0..<count).map { id in
                    let numerator = Int128.random(in: -1_000_000...1_000_000, using: &generator)
                    return (id: id, exact: try Fraction(numerator, over: Int128.random(in: 1...60, using: &generator)))
                }
                let split = try Apportionment(exact: amounts)
                #expect(split.lines.reduce(0) { $0 + $1.minorUnits } == split.total, "\(generator)")
                for line in split.lines {
                    let error = try Fraction(line.minorUnits) - line.exact
                    #expect(error > -1 && error <= 1, "\(generator) \(line)")
                }
            }
        }
    }

    @Test("weights that add up to zero are refused")
    func zeroWeights() {
        #expect(throws: ArithmeticOverflow.divisionByZero) { try Apportionment(sharing: 10, byWeight: [("a", 0)]) }
    }
}
