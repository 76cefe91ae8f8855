/// A date that was computed from holidays, and whether they were known that far (rule: DATE-1).
public struct BusinessDate: Hashable, Sendable {
    /// The date.
    public let date: CivilDate
    /// Whether days were looked at for which no holidays are loaded yet: the date may still move.
    public let isProvisional: Bool

    /// A date and its standing.
    public init(_ date: CivilDate, isProvisional: Bool = false) {
        self.date = date
        self.isProvisional = isProvisional
    }
}

/// Which days are worked: some weekdays, without holidays.
public struct BusinessCalendar: Hashable, Sendable {
    /// The weekdays worked, at least one.
    public let workingWeekdays: Set<Weekday>
    /// The holidays, ascending, each once.
    public let holidays: [CivilDate]
    /// Up to which day, included, the holidays are complete.
    public let holidaysLoadedThrough: CivilDate
    /// Bit n for the weekday n days after Monday.
    private let weekdayBits: UInt8

    /// A calendar; `nil` if no weekday is worked.
    public init?(workingWeekdays: Set<Weekday>, holidays: some Sequence<CivilDate>, loadedThrough: CivilDate) {
        guard !workingWeekdays.isEmpty else { return nil }
        self.workingWeekdays = workingWeekdays
        self.holidays = Set(holidays).sorted()
        holidaysLoadedThrough = loadedThrough
        weekdayBits = workingWeekdays.reduce(0) { $0 | 1 << UInt8($1.isoNumber - 1) }
    }

    /// Whether the day is worked, as far as holidays are loaded.
    public func isWorkingDay(_ date: CivilDate) -> Bool {
        weekdayBits >> UInt8((Int(date.dayNumber) + 25_567) % 7) & 1 == 1 && !isHoliday(date)
    }

    /// Whether the holidays are not complete up to this day.
    public func isProvisional(_ date: CivilDate) -> Bool { date > holidaysLoadedThrough }

    /// The latest working day with at least `count` working days after it, up to and including `end`.
    ///
    /// - Throws: ``OutOfCalendar``.
    public func latestWorkingDay(leaving count: Int, until end: CivilDate) throws(OutOfCalendar) -> BusinessDate {
        var day = end, after = 0
        while true {
            let isWorked = isWorkingDay(day)
            if isWorked, after >= count { return BusinessDate(day, isProvisional: isProvisional(end)) }
            if isWorked { after += 1 }
            day = try day.adding(days: -1)
        }
    }

    /// The `count`-th working day after a date; for 0 the date itself, worked or not.
    ///
    /// - Throws: ``OutOfCalendar``.
    public func adding(businessDays count: Int, to start: CivilDate) throws(OutOfCalendar) -> BusinessDate {
        var day = start, left = max(count, 0)
        while left > 0 {
            day = try day.adding(days: 1)
            if isWorkingDay(day) { left -= 1 }
        }
        return BusinessDate(day, isProvisional: left < count && isProvisional(day))
    }

    /// How many working days a span has.
    public func workingDayCount(in span: DateSpan) -> Int {
        (span.first.dayNumber...span.last.dayNumber).count { isWorkingDay(CivilDate(unchecked: $0)) }
    }

    private func isHoliday(_ date: CivilDate) -> Bool {
        var low = 0, high = holidays.count
        while low < high {
            let middle = (low + high) / 2
            if holidays[middle] < date { low = middle + 1 } else { high = middle }
        }
        return low < holidays.count && holidays[low] == date
    }
}

extension BusinessCalendar {
    /// A valid calendar: mostly Monday to Friday, with a few holidays of our years.
    public static func random(using generator: inout some RandomNumberGenerator) -> BusinessCalendar {
        let all = Set(Weekday.allCases), week: Set<Weekday> = all.subtracting([.saturday, .sunday])
        let weekdays = Bool.random(using: &generator) ? week : all
        let holidays = (0..<Int.random(in: 0..<12, using: &generator)).map { _ in CivilDate.random(using: &generator) }
        let loaded = CivilDate.random(using: &generator)
        return BusinessCalendar(workingWeekdays: weekdays, holidays: holidays, loadedThrough: loaded) ?? .everyDay
    }

    /// Every day is worked, and that is final.
    public static let everyDay = BusinessCalendar(everyDay: ())

    private init(everyDay: Void) {
        workingWeekdays = Set(Weekday.allCases)
        holidays = []
        holidaysLoadedThrough = .max
        weekdayBits = 0x7F
    }
}
