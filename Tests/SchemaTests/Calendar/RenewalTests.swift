import Schema
import Testing

@Suite("Renewal, case 8: tacit renewal")
struct RenewalTests {
    @Test("case 8a: the ends of a monthly renewal do not drift")
    func monthly() throws {
        let renewal = try #require(Renewal(originalEnd: date("2026-01-31"), termMonths: 1))
        let ends = try (1...5).map { try renewal.end(afterRenewals: $0).description }
        #expect(ends == ["2026-02-28", "2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30"])
    }

    @Test("case 8b: a leap day comes back")
    func leapDay() throws {
        let renewal = try #require(Renewal(originalEnd: date("2024-02-29"), termMonths: 12))
        let ends = try (1...4).map { try renewal.end(afterRenewals: $0).description }
        #expect(ends == ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"])
    }

    @Test("case 8c: a daemon that starts in 2029 finds three renewals certain, each on its own day")
    func catchUp() throws {
        let renewal = try #require(Renewal(originalEnd: date("2026-06-30"), termMonths: 12))
        let notice = try #require(NoticePeriod(3, .months)), calendar = try caseSevenCalendar()
        #expect(try renewal.renewalsCertain(on: date("2029-01-15"), notice: notice, calendar: calendar) == 3)
        let days = try (1...3).map {
            try renewal.certainDay(ofRenewal: $0, notice: notice, calendar: calendar).date.description
        }
        #expect(days == ["2026-04-01", "2027-04-01", "2028-04-01"])
        let end = try renewal.end(afterRenewals: 3)
        #expect(end.description == "2029-06-30")
        #expect(try notice.safeDay(before: end, calendar: calendar).date.description == "2029-03-30")
        #expect(try notice.lastValidDay(before: end, calendar: calendar).date.description == "2029-03-31")
    }

    @Test("case 8d and 8e: the renewal is certain the day after the last valid day, not on it")
    func firstCertainDay() throws {
        let renewal = try #require(Renewal(originalEnd: date("2026-12-31"), termMonths: 12))
        let notice = try #require(NoticePeriod(3, .months)), calendar = try caseSevenCalendar()
        #expect(try renewal.renewalsCertain(on: date("2026-09-30"), notice: notice, calendar: calendar) == 0)
        #expect(try renewal.renewalsCertain(on: date("2026-10-01"), notice: notice, calendar: calendar) == 1)
    }

    @Test("renewals beyond the calendar, and renewals of nothing, are refused")
    func refused() throws {
        let renewal = try #require(Renewal(originalEnd: date("2026-12-31"), termMonths: 12))
        let notice = try #require(NoticePeriod(3, .months)), calendar = try caseSevenCalendar()
        #expect(throws: OutOfCalendar()) { try renewal.end(afterRenewals: 1_000) }
        #expect(throws: OutOfCalendar()) { try renewal.end(afterRenewals: .max) }
        #expect(throws: OutOfCalendar()) { try renewal.end(afterRenewals: -1) }
        #expect(throws: OutOfCalendar()) {
            try renewal.certainDay(ofRenewal: .min, notice: notice, calendar: calendar)
        }
        #expect(Renewal(originalEnd: .max, termMonths: 0) == nil)
        #expect(Renewal(originalEnd: .max, termMonths: .min) == nil)
    }
}
