/// The ends of a contract that renews itself: always counted from the original end, never from the last one, so that
/// a month end does not drift (rule: DATE-2).
public struct Renewal: Hashable, Sendable {
    /// The end of the first term.
    public let originalEnd: CivilDate
    /// How many months each renewal adds, 1…1200.
    public let termMonths: Int

    /// A renewal; `nil` for less than one month or more than a century.
    public init?(originalEnd: CivilDate, termMonths: Int) {
        guard (1...1_200).contains(termMonths) else { return nil }
        self.originalEnd = originalEnd
        self.termMonths = termMonths
    }

    /// The end after `count` renewals; after none, the original end.
    ///
    /// - Throws: ``OutOfCalendar``.
    public func end(afterRenewals count: Int) throws(OutOfCalendar) -> CivilDate {
        let (months, overflow) = count.multipliedReportingOverflow(by: termMonths)
        guard count >= 0, !overflow else { throw OutOfCalendar() }
        return try originalEnd.adding(months: months)
    }

    /// The day on which renewal `count` (from 1) becomes certain: the one after the last valid day of the term before.
    ///
    /// - Throws: ``OutOfCalendar``.
    public func certainDay(
        ofRenewal count: Int, notice: NoticePeriod, calendar: BusinessCalendar
    ) throws(OutOfCalendar) -> BusinessDate {
        guard count >= 1 else { throw OutOfCalendar() }
        let lastDay = try notice.lastValidDay(before: end(afterRenewals: count - 1), calendar: calendar)
        return BusinessDate(try lastDay.date.adding(days: 1), isProvisional: lastDay.isProvisional)
    }

    /// How many renewals are certain on `today` if no notice was given.
    ///
    /// - Throws: ``OutOfCalendar``.
    public func renewalsCertain(
        on today: CivilDate, notice: NoticePeriod, calendar: BusinessCalendar
    ) throws(OutOfCalendar) -> Int {
        var count = 0
        while try certainDay(ofRenewal: count + 1, notice: notice, calendar: calendar).date <= today { count += 1 }
        return count
    }
}
