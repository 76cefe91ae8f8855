import Schema
import Testing

@Suite("Instant")
struct InstantTests {
    @Test("an instant has one spelling")
    func oneSpelling() { expectOneSpelling { Instant.random(using: &$0) } }

    @Test("the record's example is read to the microsecond")
    func example() throws {
        let instant = try #require(Instant("2026-11-21T09:15:02.123456Z"))
        #expect(instant.microseconds == 1_795_252_502_123_456)
        #expect(instant.civilDate == (try date("2026-11-21")))
        #expect(instant.description == "2026-11-21T09:15:02.123456Z")
    }

    @Test("the canonical reader refuses every other spelling", arguments: [
        "2026-11-21T09:15:02Z", "2026-11-21T09:15:02.123Z", "2026-11-21T09:15:02.1234567Z",
        "2026-11-21 09:15:02.123456Z",
        "2026-11-21t09:15:02.123456z", "2026-11-21T09:15:02.123456+00:00", "2026-11-21T24:00:00.000000Z",
        "2026-11-21T23:59:60.000000Z", "2026-11-21T23:60:00.000000Z", "1969-12-31T23:59:59.999999Z",
        "3000-01-01T00:00:00.000000Z",
        "2026-02-29T00:00:00.000000Z", "2026-11-21T09:15:02,123456Z", "2026-11-21T-1:15:02.123456Z", "",
    ])
    func refused(text: String) { #expect(Instant(text) == nil) }

    @Test("the lenient reader takes offsets, missing seconds and fewer digits", arguments: [
        ("2026-11-21T09:15Z", "2026-11-21T09:15:00.000000Z"), ("2026-11-21 09:15:02z", "2026-11-21T09:15:02.000000Z"),
        ("2026-11-21T09:15:02.5+08:00", "2026-11-21T01:15:02.500000Z"),
        (" 2026-01-01t00:15-05:30 ", "2026-01-01T05:45:00.000000Z"),
        ("1970-01-01T00:00-01:00", "1970-01-01T01:00:00.000000Z"),
        ("1969-12-31T23:30-01:00", "1970-01-01T00:30:00.000000Z"),
        ("2026-11-21T09:15:02.123456Z", "2026-11-21T09:15:02.123456Z"),
    ])
    func lenient(text: String, canonical: String) { #expect(Instant(lenient: text)?.description == canonical) }

    @Test("the lenient reader refuses a time without offset and digits beyond microseconds", arguments: [
        "2026-11-21T09:15", "2026-11-21T09:15:02", "2026-11-21", "2026-11-21T09:15:02.Z",
        "2026-11-21T09:15:02.1234567Z", "",
        "2026-11-21T09:15+24:00", "2026-11-21T09:15+8:00", "2026-11-21T24:00Z", "2026-11-21T09:15:60Z",
        "1970-01-01T00:00+00:01",
        "2999-12-31T23:59-00:01", "2026-11-21X09:15Z", "2026-11-21T09:15:02.5a+08:00", "2026-11-21T09:15ZZ", "Z",
        "+08:00",
    ])
    func lenientRefused(text: String) { #expect(Instant(lenient: text) == nil) }

    @Test("leaving the calendar is an error, never a wrap")
    func ends() throws {
        #expect(throws: OutOfCalendar()) { try Instant.max.adding(microseconds: 1) }
        #expect(throws: OutOfCalendar()) { try Instant.min.adding(microseconds: -1) }
        #expect(throws: OutOfCalendar()) { try Instant.max.adding(microseconds: .max) }
        #expect(throws: OutOfCalendar()) { try Instant(microseconds: .min) }
        #expect(Instant.max.description == "2999-12-31T23:59:59.999999Z")
        #expect(Instant.max.microseconds(since: .min) == Instant.max.microseconds)
    }

    @Test("the order of the spellings is that of time")
    func order() {
        seeded { generator in
            for _ in 0..<1_000 {
                let left = Instant.random(using: &generator), right = Instant.random(using: &generator)
                #expect((left < right) == (left.description < right.description), "\(generator) \(left) \(right)")
            }
        }
    }
}
