import Schema
import Testing

/// The calendar of worked examples, case 7.
func caseSevenCalendar(loadedThrough: String = "2027-12-31") throws -> BusinessCalendar {
    let holidays = [
        "2025-12-25", "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-12-25", "2027-01-01",
    ]
    return try #require(BusinessCalendar(
        workingWeekdays: [.monday, .tuesday, .wednesday, .thursday, .friday],
        holidays: try holidays.map { try date($0) }, loadedThrough: try date(loadedThrough)))
}

@Suite("NoticePeriod, case 7: last day to give notice")
struct NoticePeriodTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let name: String
        let end: String
        let notice: String
        let safe: String
        let last: String
        init(_ name: String, _ end: String, _ notice: String, _ safe: String, _ last: String) {
            (self.name, self.end, self.notice, self.safe, self.last) = (name, end, notice, safe, last)
        }
        var testDescription: String { "7\(name): \(end), \(notice)" }
    }

    static let rows = [
        Row("a", "2027-05-31", "3 months", "2027-02-28", "2027-02-28"),
        Row("b", "2028-05-31", "3 months", "2028-02-29", "2028-02-29"),
        Row("c", "2027-05-30", "3 months", "2027-02-28", "2027-02-28"),
        Row("d", "2027-05-28", "3 months", "2027-02-28", "2027-02-28"),
        Row("e", "2026-06-30", "3 months", "2026-03-30", "2026-03-31"),
        Row("f", "2027-02-28", "1 months", "2027-01-28", "2027-01-31"),
        Row("g", "2028-02-29", "12 months", "2027-02-28", "2027-02-28"),
        Row("h", "2026-12-31", "3 months", "2026-09-30", "2026-09-30"),
        Row("i", "2026-09-30", "6 months", "2026-03-30", "2026-03-31"),
        Row("j", "2026-12-31", "90 days", "2026-10-02", "2026-10-02"),
        Row("k", "2026-12-31", "5 business_days", "2026-12-23", "2026-12-23"),
        Row("l", "2026-01-31", "5 business_days", "2026-01-23", "2026-01-23"),
        Row("m", "2026-04-07", "2 business_days", "2026-04-01", "2026-04-01"),
        Row("n", "2026-01-02", "3 business_days", "2025-12-29", "2025-12-29"),
    ]

    @Test("case 7: safe day and last valid day of rows a to n", arguments: rows)
    func row(_ row: Row) throws {
        let notice = try #require(NoticePeriod(row.notice)), end = try date(row.end), calendar = try caseSevenCalendar()
        #expect(try notice.safeDay(before: end, calendar: calendar) == BusinessDate(date(row.safe)))
        #expect(try notice.lastValidDay(before: end, calendar: calendar) == BusinessDate(date(row.last)))
    }

    @Test("case 7: an open-ended contract ends after the notice, rows o and p", arguments: [
        ("2026-01-31", "1 months", "2026-02-28"), ("2026-11-30", "3 months", "2027-02-28"),
    ])
    func openEnded(given: String, notice: String, end: String) throws {
        let notice = try #require(NoticePeriod(notice))
        let result = try notice.end(afterNoticeOn: date(given), calendar: caseSevenCalendar())
        #expect(try result == BusinessDate(date(end)))
    }

    @Test("case 7e: alerts count back from the safe day")
    func alerts() throws {
        let safe = try date("2026-03-30")
        let alerts = try [90, 30, 7].map { try safe.adding(days: -$0).description }
        #expect(alerts == ["2025-12-30", "2026-02-28", "2026-03-23"])
    }

    @Test("the last valid day is what it says: notice on it reaches the end, notice a day later does not")
    func definition() throws {
        let calendar = try caseSevenCalendar()
        try seeded { generator in
            for _ in 0..<1_000 {
                let day = Int.random(in: 20_000...24_000, using: &generator)
                let end = try CivilDate(dayNumber: day), notice = NoticePeriod.random(using: &generator)
                let last = try notice.lastValidDay(before: end, calendar: calendar).date
                let late = try last.adding(days: 1)
                let comment = Comment(rawValue: "\(generator) \(notice) before \(end)")
                if notice.unit == .businessDays {
                    let after = DateSpan(late, through: end).map { calendar.workingDayCount(in: $0) } ?? 0
                    #expect(calendar.isWorkingDay(last) && after >= notice.count, comment)
                } else {
                    #expect(try notice.end(afterNoticeOn: last, calendar: calendar).date <= end, comment)
                    #expect(try notice.end(afterNoticeOn: late, calendar: calendar).date > end, comment)
                }
                #expect(try notice.safeDay(before: end, calendar: calendar).date <= last, comment)
            }
        }
    }

    @Test("DATE-1: past the loaded holidays a date is provisional")
    func provisional() throws {
        let calendar = try caseSevenCalendar(loadedThrough: "2026-12-30")
        let five = try #require(NoticePeriod(5, .businessDays)), days = try #require(NoticePeriod(90, .days))
        let end = try date("2026-12-31")
        #expect(try five.safeDay(before: end, calendar: calendar).isProvisional)
        #expect(try five.lastValidDay(before: end, calendar: calendar).isProvisional)
        #expect(try !days.safeDay(before: end, calendar: calendar).isProvisional)
        #expect(try !five.safeDay(before: date("2026-12-30"), calendar: calendar).isProvisional)
        #expect(try calendar.adding(businessDays: 1, to: date("2026-12-30")).isProvisional)
        #expect(try !calendar.adding(businessDays: 1, to: date("2026-12-29")).isProvisional)
    }

    @Test("business days are counted over weekends and holidays")
    func businessDays() throws {
        let calendar = try caseSevenCalendar()
        #expect(try calendar.adding(businessDays: 2, to: date("2026-04-01")).date == date("2026-04-07"))
        #expect(try calendar.adding(businessDays: 0, to: date("2026-04-04")).date == date("2026-04-04"))
        #expect(try calendar.workingDayCount(in: #require(DateSpan("2026-04-01/2026-04-07"))) == 3)
        #expect(BusinessCalendar(workingWeekdays: [], holidays: [], loadedThrough: .max) == nil)
    }

    @Test("a calendar without any working day left ends in an error, not in a loop")
    func neverWorked() throws {
        let all = try (Int(CivilDate.min.dayNumber)...Int(CivilDate.max.dayNumber)).map { try CivilDate(dayNumber: $0) }
        let calendar = try #require(BusinessCalendar(workingWeekdays: [.monday], holidays: all, loadedThrough: .max))
        #expect(throws: OutOfCalendar()) { try calendar.latestWorkingDay(leaving: 0, until: date("1910-01-01")) }
        #expect(throws: OutOfCalendar()) { try calendar.adding(businessDays: 1, to: date("2990-01-01")) }
    }

    @Test("people read singular and plural")
    func formatted() {
        #expect(NoticePeriod(1, .months)?.formatted == "1 month")
        #expect(NoticePeriod(5, .businessDays)?.formatted == "5 business days")
        #expect(NoticePeriod(0, .days)?.formatted == "0 days")
    }

    @Test("a notice period has one spelling")
    func oneSpelling() { expectOneSpelling { NoticePeriod.random(using: &$0) } }

    @Test("what is no notice period is refused", arguments: [
        "", "3", "3 month", "3 weeks", "-3 months", "03 months", "3  months", "10000 days", "months", " 3 months",
        "3 months ",
    ])
    func refused(text: String) { #expect(NoticePeriod(text) == nil) }
}
