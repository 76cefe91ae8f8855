import Schema
import Testing

@Suite("ReportingPeriod")
struct ReportingPeriodTests {
    @Test("C5: the period a date lies in", arguments: [
        (ReportingPeriod.day, "2026-03-01/2026-03-01"), (.week, "2026-02-23/2026-03-01"),
        (.month, "2026-03-01/2026-03-31"),
        (.quarter, "2026-01-01/2026-03-31"), (.year, "2026-01-01/2026-12-31"),
    ])
    func containing(period: ReportingPeriod, span: String) throws {
        #expect(try period.span(containing: date("2026-03-01")).description == span)
    }

    @Test("a week belongs to the month, quarter and year it ends in")
    func week() throws {
        let week = try ReportingPeriod.week.span(containing: date("2026-12-30"))
        #expect(week.description == "2026-12-28/2027-01-03")
        #expect(try ReportingPeriod.month.owner(of: week).description == "2027-01-01/2027-01-31")
        #expect(try ReportingPeriod.year.owner(of: week).first.year == 2027)
    }

    @Test("a quarter's base is its three months")
    func quarter() throws {
        let quarter = try ReportingPeriod.quarter.span(containing: date("2026-05-05"))
        let months = try ReportingPeriod.month.periods(endingIn: quarter).map(\.description)
        #expect(months == ["2026-04-01/2026-04-30", "2026-05-01/2026-05-31", "2026-06-01/2026-06-30"])
    }

    @Test("the weeks of a month are those that end in it")
    func weeksOfMonth() throws {
        let march = try ReportingPeriod.month.span(containing: date("2026-03-15"))
        let weeks = try ReportingPeriod.week.periods(endingIn: march)
        #expect(weeks.first?.description == "2026-02-23/2026-03-01")
        #expect(weeks.last?.description == "2026-03-23/2026-03-29")
        #expect(weeks.count == 5)
    }

    @Test("case 4: the month before January is December")
    func previous() throws {
        let january = try ReportingPeriod.month.span(containing: date("2026-01-10"))
        #expect(try ReportingPeriod.month.previous(before: january).description == "2025-12-01/2025-12-31")
        #expect(try ReportingPeriod.month.next(after: january).description == "2026-02-01/2026-02-28")
    }

    @Test("periods of every kind meet without gap, and contain the date they were asked for",
          arguments: ReportingPeriod.allCases)
    func partition(period: ReportingPeriod) throws {
        try seeded { generator in
            for _ in 0..<300 {
                let day = try CivilDate(dayNumber: Int.random(in: -20_000...370_000, using: &generator))
                let span = try period.span(containing: day)
                #expect(span.contains(day) && period.isPeriod(span), "\(generator) \(day)")
                let next = try period.next(after: span), previous = try period.previous(before: span)
                #expect(try next.first == span.last.adding(days: 1), "\(generator) \(day)")
                #expect(try previous.last == span.first.adding(days: -1), "\(generator) \(day)")
            }
        }
    }

    @Test("the calendar's ends are errors, and its last month still lists its days")
    func ends() throws {
        #expect(throws: OutOfCalendar()) { try ReportingPeriod.year.next(after: DateSpan(.max)) }
        #expect(throws: OutOfCalendar()) { try ReportingPeriod.day.previous(before: DateSpan(.min)) }
        #expect(throws: OutOfCalendar()) { try ReportingPeriod.week.span(containing: .max) }
        let december = try ReportingPeriod.month.span(containing: .max)
        #expect(try ReportingPeriod.day.periods(endingIn: december).count == 31)
        #expect(!ReportingPeriod.week.isPeriod(DateSpan(.max)))
    }
}
