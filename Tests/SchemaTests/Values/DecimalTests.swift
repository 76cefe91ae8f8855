import Schema
import Testing

@Suite("Decimal")
struct DecimalTests {
    @Test("C1: a decimal has one spelling, and it survives the round trip")
    func oneSpelling() { expectOneSpelling { Decimal.random(using: &$0) } }

    @Test("the canonical reader refuses every other spelling", arguments: [
        "", "-", ".", "1.", ".5", "-.5", "01", "-01", "00", "-0", "0.0", "1.0", "1.50", "+1", "1e3", "1E3", " 1", "1 ",
        "1..2", "1.2.3", "--1", "1-", "1,000", "0x1", "٣", "1000000000000000000", "0.0000000000000000001",
        "9999999999999999999", "123456789012345678.9", "-0.0", "NaN", "\u{0}1",
    ])
    func refused(text: String) { #expect(Decimal(text) == nil) }

    @Test("the edges of 18 digits are read")
    func edges() throws {
        #expect(try decimal("999999999999999999").units == 999_999_999_999_999_999)
        #expect(try decimal("-999999999999999999").units == -999_999_999_999_999_999)
        let small = try decimal("-0.999999999999999999")
        #expect(small.units == -999_999_999_999_999_999 && small.scale == 18)
        #expect(try decimal("0.000000000000000001").units == 1)
    }

    @Test("the lenient reader takes what spreadsheets write", arguments: [
        ("95.0", "95"), ("+3", "3"), ("007", "7"), (".5", "0.5"), ("5.", "5"), ("-0", "0"), ("-0.00", "0"),
        (" 1.50\t", "1.5"),
        ("0.10000000000000000000000000", "0.1"), ("-000.250", "-0.25"), ("0000000000000000000000000000001", "1"),
    ])
    func lenient(text: String, canonical: String) { #expect(Decimal(lenient: text)?.description == canonical) }

    @Test("the lenient reader refuses exponents, separators and too many digits", arguments: [
        "", " ", "-", ".", "1e3", "1,000", "1.2.3", "- 1", "+-1", "1000000000000000000", "0.0000000000000000001", "abc",
    ])
    func lenientRefused(text: String) { #expect(Decimal(lenient: text) == nil) }

    @Test("C4: comparison is exact across scales")
    func comparison() throws {
        #expect(try decimal("89.99") < decimal("90"))
        #expect(try decimal("-1.5") < decimal("-1.49"))
        #expect(try decimal("0.999999999999999999") < decimal("1"))
        #expect(try decimal("999999999999999998") < decimal("999999999999999999"))
        #expect(try !(decimal("999999999999999999") < decimal("0.000000000000000001")))
        #expect(Decimal(units: 950, scale: 1) == Decimal(units: 95))
    }

    @Test("C4: the order of decimals is that of their exact fractions")
    func orderOfFractions() {
        seeded { generator in
            for _ in 0..<2_000 {
                let left = Decimal.random(using: &generator), right = Decimal.random(using: &generator)
                #expect((left < right) == (Fraction(left) < Fraction(right)), "\(generator) \(left) \(right)")
            }
        }
    }

    @Test("units and scale are brought to the canonical form or refused")
    func units() {
        #expect(Decimal(units: 0, scale: 200) == .zero)
        #expect(Decimal(units: 1_000, scale: 3)?.description == "1")
        #expect(Decimal(units: .min) == nil)
        #expect(Decimal(units: .max) == nil)
        #expect(Decimal(units: Decimal.unitsLimit) == nil)
        #expect(Decimal(units: Decimal.unitsLimit, scale: 18)?.description == "1")
        #expect(Decimal(units: 1, scale: 19) == nil)
        #expect(Decimal(units: 10, scale: 19)?.description == "0.000000000000000001")
    }

    @Test("people see the places they expect")
    func places() throws {
        #expect(try decimal("95").text(places: 2) == "95.00")
        #expect(try decimal("0.5").text(places: 2) == "0.50")
        #expect(try decimal("1.147").text(places: 2) == "1.147")
    }
}
