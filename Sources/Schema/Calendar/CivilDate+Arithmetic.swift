extension CivilDate {
    /// The date that many days later, or earlier for a negative number.
    ///
    /// - Throws: ``OutOfCalendar``.
    public func adding(days: Int) throws(OutOfCalendar) -> CivilDate {
        let (sum, overflow) = Int(dayNumber).addingReportingOverflow(days)
        guard !overflow else { throw OutOfCalendar() }
        return try CivilDate(dayNumber: sum)
    }

    /// The same day number that many months later (or earlier), clamped to the last day of the month (rule: C6).
    ///
    /// - Throws: ``OutOfCalendar``.
    public func adding(months: Int) throws(OutOfCalendar) -> CivilDate {
        guard months.magnitude <= 12 * 1_100 else { throw OutOfCalendar() }
        let (year, month, day) = parts
        let (targetYear, targetMonth) = (year * 12 + month - 1 + months).quotientAndRemainder(dividingBy: 12)
        let last = Self.dayCount(year: targetYear, month: targetMonth + 1)
        guard let date = CivilDate(year: targetYear, month: targetMonth + 1, day: Swift.min(day, last)) else {
            throw OutOfCalendar()
        }
        return date
    }

    /// How many days this date is after `other`; negative if before.
    @inlinable
    public func days(since other: CivilDate) -> Int { Int(dayNumber) - Int(other.dayNumber) }

    /// The first day of this date's month.
    public var firstOfMonth: CivilDate { CivilDate(unchecked: dayNumber - Int32(day) + 1) }

    /// The last day of this date's month.
    public var lastOfMonth: CivilDate {
        let (year, month, day) = parts
        return CivilDate(unchecked: dayNumber + Int32(Self.dayCount(year: year, month: month) - day))
    }

    /// The quarter of the year, 1–4.
    public var quarter: Int { (month + 2) / 3 }
}
