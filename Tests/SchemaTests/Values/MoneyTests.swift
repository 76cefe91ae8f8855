import Schema
import Testing

@Suite("Money and Currency")
struct MoneyTests {
    @Test("C1: money has one spelling, and it survives the round trip")
    func oneSpelling() { expectOneSpelling { Money.random(using: &$0) } }

    @Test("a currency has one spelling")
    func currencySpelling() { expectOneSpelling { Currency.random(using: &$0) } }

    @Test("C1: minor units follow ISO 4217", arguments: [
        ("JPY", 0), ("KRW", 0), ("XOF", 0), ("EUR", 2), ("USD", 2), ("PHP", 2), ("INR", 2), ("MGA", 2), ("KWD", 3),
        ("TND", 3), ("CLF", 4), ("UYW", 4),
    ])
    func exponents(code: String, exponent: Int) throws {
        #expect(try #require(Currency(code)).exponent == exponent)
    }

    @Test("what is no currency with a minor unit is refused", arguments: [
        "", "EU", "EURO", "eur", "EU1", "XXX", "XAU", "XTS", "ZZZ", "DEM", "É", "EU\u{0}",
    ])
    func noCurrency(code: String) { #expect(Currency(code) == nil) }

    @Test("every code stands in the table once")
    func table() {
        #expect(Set(Currency.all).count == Currency.all.count)
        #expect(Set(Currency.all.map(\.code)).count == Currency.all.count)
        #expect(Currency.all.count > 150)
    }

    @Test("amounts reach up to 2^53 and no further")
    func limit() throws {
        let euro = try #require(Currency("EUR"))
        let largest = try #require(Money(euro, minorUnits: Money.limit - 1))
        let cent = try #require(Money(euro, minorUnits: 1))
        #expect(Money(euro, minorUnits: Money.limit) == nil)
        #expect(Money(euro, minorUnits: -Money.limit) == nil)
        #expect(Money(euro, minorUnits: .min) == nil)
        #expect(throws: MoneyFault.overflow) { try largest + cent }
        #expect(throws: MoneyFault.overflow) { try -largest - cent }
        #expect(throws: MoneyFault.overflow) { try Money(euro, rounding: Fraction(Int128.max, over: 1)) }
        #expect(Money("EUR 90071992547409.92") == nil)
        #expect(Money("EUR 90071992547409.91") == largest)
    }

    @Test("amounts of two currencies are never put together")
    func mismatch() throws {
        let euro = try #require(Money("EUR 1.00")), yen = try #require(Money("JPY 100"))
        let expected = MoneyFault.currencyMismatch(expected: euro.currency, found: yen.currency)
        #expect(throws: expected) { try euro + yen }
        #expect(throws: expected) { try euro - yen }
        #expect(throws: expected) { try euro.isLess(than: yen) }
        #expect(throws: expected) { try Money.sum([euro, yen], in: euro.currency) }
        #expect(try Money.sum([euro, euro], in: euro.currency).description == "EUR 2.00")
    }

    @Test("case 6d: ties go to the even cent", arguments: [
        ("2.675", "1", "EUR 2.68"), ("1.125", "1", "EUR 1.12"), ("0.0425", "812345", "EUR 34524.66"),
    ])
    func ties(rate: String, volume: String, charge: String) throws {
        let euro = try #require(Currency("EUR"))
        let cents = try exact(rate) * exact(volume) * 100
        #expect(try Money(euro, rounding: cents).description == charge)
    }

    @Test("case 6c: a month split by an amendment is rounded once")
    func amendment() throws {
        let euro = try #require(Currency("EUR"))
        let month = try #require(DateSpan("2026-03-01/2026-03-31"))
        let parts = month.split(at: try date("2026-03-11"))
        let before = try Fraction(try #require(parts.before).dayCount) / Fraction(month.dayCount)
        let after = try Fraction(try #require(parts.from).dayCount) / Fraction(month.dayCount)
        let total = try 20_000 * before + 23_500 * after + 1_733 * exact("1.2345") + 3_860 * exact("1.1875")
        #expect(try Money(euro, rounding: total * 100).formatted == "EUR 29,094.11")
    }

    @Test("people read thousands", arguments: [
        ("EUR 12345.64", "EUR 12,345.64"), ("EUR -0.05", "EUR -0.05"), ("JPY 9876500", "JPY 9,876,500"),
        ("JPY -123", "JPY -123"), ("KWD 740.740", "KWD 740.740"), ("KWD 1234567.005", "KWD 1,234,567.005"),
        ("EUR 0.00", "EUR 0.00"),
    ])
    func formatted(plain: String, formatted: String) throws {
        let money = try #require(Money(plain))
        #expect(money.formatted == formatted)
        #expect(Money(lenient: formatted) == money)
    }

    @Test("the canonical reader refuses every other spelling", arguments: [
        "EUR 1", "EUR 1.0", "EUR 1.000", "EUR 01.00", "EUR -0.00", "EUR .50", "EUR  1.00", "EUR1.00", "JPY 1.",
        "JPY -0", "JPY ",
        "EUR 1,000.00", "eur 1.00", "1.00 EUR", "EUR +1.00", "EUR 1.0a", "EUR -", "EUR --1.00",
        "EUR 99999999999999999999.00",
    ])
    func refused(text: String) { #expect(Money(text) == nil) }

    @Test("the lenient reader never rounds and never guesses commas", arguments: [
        "EUR 1.005", "JPY 1.5", "EUR 1,00", "EUR 12,34.00", "EUR ,100", "EUR", "EUR 1,2345", "EUR 1,000,0", "", "E",
    ])
    func lenientRefused(text: String) { #expect(Money(lenient: text) == nil) }

    @Test("the lenient reader fills missing digits", arguments: [
        ("eur 12", "EUR 12.00"), ("EUR12.5", "EUR 12.50"), (" KWD 1,234.5 ", "KWD 1234.500"),
        ("JPY -1,000", "JPY -1000"),
    ])
    func lenient(text: String, plain: String) { #expect(Money(lenient: text)?.description == plain) }

    @Test("an amount in whole units is exact or refused")
    func wholeUnits() throws {
        let yen = try #require(Currency("JPY")), dinar = try #require(Currency("KWD"))
        #expect(Money(yen, exactly: try decimal("1.5")) == nil)
        #expect(Money(dinar, exactly: try decimal("740.74"))?.minorUnits == 740_740)
        #expect(Money(dinar, exactly: try decimal("999999999999999999")) == nil)
        #expect(try #require(Money("KWD 740.740")).amount == decimal("740.74"))
    }
}
