/// How long the periods are in which service is measured and charged. Weeks are those of ISO 8601, Monday to Sunday.
public enum ReportingPeriod: String, CaseIterable, Sendable, Hashable {
    /// A civil day.
    case day
    /// Monday to Sunday.
    case week
    /// A calendar month.
    case month
    /// Three calendar months, from January, April, July or October.
    case quarter
    /// A calendar year.
    case year

    /// The period a date lies in.
    ///
    /// - Throws: ``OutOfCalendar`` for the week that does not end before the year 3000.
    public func span(containing date: CivilDate) throws(OutOfCalendar) -> DateSpan {
        switch self {
        case .day: DateSpan(date)
        case .week: try week(of: date)
        case .month: DateSpan(ordered: date.firstOfMonth, date.lastOfMonth)
        case .quarter: try months(3, of: date)
        case .year: try months(12, of: date)
        }
    }

    /// The period that begins the day after `span` ends.
    ///
    /// - Throws: ``OutOfCalendar``.
    public func next(after span: DateSpan) throws(OutOfCalendar) -> DateSpan {
        try self.span(containing: span.last.adding(days: 1))
    }

    /// The period that ends the day before `span` begins.
    ///
    /// - Throws: ``OutOfCalendar``.
    public func previous(before span: DateSpan) throws(OutOfCalendar) -> DateSpan {
        try self.span(containing: span.first.adding(days: -1))
    }

    /// The period of this kind that a shorter one belongs to: the one it ends in, as a week belongs to its month.
    ///
    /// - Throws: ``OutOfCalendar``.
    public func owner(of span: DateSpan) throws(OutOfCalendar) -> DateSpan {
        try self.span(containing: span.last)
    }

    /// Whether `span` is exactly one period of this kind.
    public func isPeriod(_ span: DateSpan) -> Bool {
        guard let own = try? self.span(containing: span.first) else { return false }
        return own == span
    }

    /// The periods of this kind that end within `span`, in order: the three months of a quarter, the weeks of a month.
    ///
    /// - Throws: ``OutOfCalendar``.
    public func periods(endingIn span: DateSpan) throws(OutOfCalendar) -> [DateSpan] {
        var periods: [DateSpan] = []
        var day = span.first
        while day <= span.last {
            let period = try self.span(containing: day)
            guard period.last <= span.last else { break }
            periods.append(period)
            guard period.last < .max else { break }
            day = try period.last.adding(days: 1)
        }
        return periods
    }

    private func week(of date: CivilDate) throws(OutOfCalendar) -> DateSpan {
        let monday = try date.adding(days: 1 - date.weekday.isoNumber)
        return DateSpan(ordered: monday, try monday.adding(days: 6))
    }

    private func months(_ count: Int, of date: CivilDate) throws(OutOfCalendar) -> DateSpan {
        let first = try date.firstOfMonth.adding(months: -((date.month - 1) % count))
        return DateSpan(ordered: first, try first.adding(months: count - 1).lastOfMonth)
    }
}
