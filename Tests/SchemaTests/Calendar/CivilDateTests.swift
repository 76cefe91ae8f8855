import Schema
import Testing

@Suite("CivilDate and DateSpan")
struct CivilDateTests {
    @Test("a date has one spelling")
    func oneSpelling() { expectOneSpelling { CivilDate.random(using: &$0) } }

    @Test("a span has one spelling")
    func spanSpelling() { expectOneSpelling { DateSpan.random(using: &$0) } }

    @Test("a time of day has one spelling")
    func timeSpelling() { expectOneSpelling { TimeOfDay.random(using: &$0) } }

    @Test("every day from 1900 to 2999 follows the one before")
    func everyDay() throws {
        var year = 1900, month = 1, day = 1
        for number in Int(CivilDate.min.dayNumber)...Int(CivilDate.max.dayNumber) {
            let date = try CivilDate(dayNumber: number)
            let parts = date.parts
            let isExpected = parts == (year, month, day) && CivilDate(year: year, month: month, day: day) == date
            try #require(isExpected, "\(number) \(year)-\(month)-\(day) \(parts)")
            day += 1
            if CivilDate(year: year, month: month, day: day) == nil { (month, day) = (month + 1, 1) }
            if month == 13 { (year, month) = (year + 1, 1) }
        }
        #expect((year, month, day) == (3000, 1, 1))
    }

    @Test("a day that does not exist is refused", arguments: [
        "2026-02-29", "2100-02-29", "2024-02-30", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "1899-12-31",
        "3000-01-01", "2026-1-01", "2026-01-1", "26-01-01", "2026/01/01", "2026-01-01 ", " 2026-01-01",
        "+026-01-01", "",
    ])
    func refused(text: String) { #expect(CivilDate(text) == nil) }

    @Test("leap days follow the Gregorian rule")
    func leapDays() {
        #expect(CivilDate("2000-02-29") != nil)
        #expect(CivilDate("2028-02-29") != nil)
        #expect(CivilDate("1900-02-29") == nil)
    }

    @Test("weekdays of the worked examples", arguments: [
        ("2026-12-31", Weekday.thursday), ("2026-01-31", .saturday), ("2026-04-07", .tuesday),
        ("1970-01-01", .thursday),
        ("1900-01-01", .monday), ("2000-02-29", .tuesday),
    ])
    func weekdays(text: String, weekday: Weekday) throws { #expect(try date(text).weekday == weekday) }

    @Test("C6: months keep the day number, clamped to the month's last day", arguments: [
        ("2026-01-31", 1, "2026-02-28"), ("2028-01-31", 1, "2028-02-29"), ("2027-05-31", -3, "2027-02-28"),
        ("2026-06-30", -3, "2026-03-30"),
        ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"), ("2026-12-31", 2, "2027-02-28"),
        ("2026-01-15", -1, "2025-12-15"), ("2026-01-31", 0, "2026-01-31"), ("2026-11-30", 3, "2027-02-28"),
    ])
    func months(start: String, months: Int, result: String) throws {
        #expect(try date(start).adding(months: months).description == result)
    }

    @Test("leaving the calendar is an error, never a wrap")
    func ends() throws {
        #expect(throws: OutOfCalendar()) { try CivilDate.max.adding(days: 1) }
        #expect(throws: OutOfCalendar()) { try CivilDate.min.adding(days: -1) }
        #expect(throws: OutOfCalendar()) { try CivilDate.max.adding(days: .max) }
        #expect(throws: OutOfCalendar()) { try CivilDate.min.adding(days: .min) }
        #expect(throws: OutOfCalendar()) { try CivilDate.max.adding(months: 1) }
        #expect(throws: OutOfCalendar()) { try CivilDate.min.adding(months: -1) }
        #expect(throws: OutOfCalendar()) { try CivilDate.min.adding(months: .min) }
        #expect(throws: OutOfCalendar()) { try CivilDate.max.adding(months: -13_200) }
        #expect(try CivilDate.min.adding(days: CivilDate.max.days(since: .min)) == .max)
    }

    @Test("months and days of a date")
    func accessors() throws {
        let day = try date("2028-02-10")
        #expect(day.firstOfMonth.description == "2028-02-01")
        #expect(day.lastOfMonth.description == "2028-02-29")
        #expect(try ["01-01", "03-31", "04-01", "12-31"].map { try date("2026-\($0)").quarter } == [1, 1, 2, 4])
    }

    @Test("case 9: both ends of a window count")
    func inclusive() throws {
        let window = try #require(DateSpan("2026-03-02/2026-04-30"))
        #expect(window.dayCount == 60)
        #expect(try window.contains(date("2026-03-02")) && window.contains(date("2026-04-30")))
        #expect(try !window.contains(date("2026-05-01")))
        let ends = try ["2026-03-30", "2026-03-31", "2026-05-30", "2026-05-31"].map { try date($0) }
        #expect(ends.map { DateSpan(window.first, through: $0)?.dayCount } == [29, 30, 90, 91])
        #expect(try !window.contains(#require(DateSpan("2026-04-28/2026-05-04"))))
    }

    @Test("C7: an amendment splits a period at its effective date")
    func split() throws {
        let march = try #require(DateSpan("2026-03-01/2026-03-31"))
        let parts = march.split(at: try date("2026-03-11"))
        #expect(parts.before?.dayCount == 10 && parts.from?.dayCount == 21)
        #expect(march.split(at: march.first).before == nil)
        #expect(march.split(at: march.first).from == march)
        #expect(march.split(at: march.last).from == DateSpan(march.last))
        #expect(march.split(at: try date("2026-04-01")).from == nil)
    }

    @Test("overlap, containment and intersection agree with counting days")
    func spans() {
        seeded { generator in
            for _ in 0..<500 {
                let left = DateSpan.random(using: &generator), right = DateSpan.random(using: &generator)
                let shared = left.intersection(right)
                #expect((shared != nil) == left.overlaps(right), "\(generator) \(left) \(right)")
                #expect(left.overlaps(right) == right.overlaps(left), "\(generator) \(left) \(right)")
                #expect(left.contains(right) == (shared == right), "\(generator) \(left) \(right)")
                let parts = left.split(at: right.first)
                #expect((parts.before?.dayCount ?? 0) + (parts.from?.dayCount ?? 0) == left.dayCount, "\(generator)")
            }
        }
        #expect(DateSpan("2026-03-02/2026-03-01") == nil)
    }

    @Test("the clock shows 24:00 and nothing beyond")
    func clock() {
        #expect(TimeOfDay("24:00") == .endOfDay)
        #expect(TimeOfDay("24:01") == nil)
        #expect(TimeOfDay("23:60") == nil)
        #expect(TimeOfDay("9:30") == nil)
        #expect(TimeOfDay(hour: 9, minute: 30)?.description == "09:30")
        #expect(TimeOfDay(hour: .min, minute: .max) == nil)
    }
}
