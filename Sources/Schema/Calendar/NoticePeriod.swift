/// How long before its end a contract must be given notice: 90 days, 5 business days, 3 months.
public struct NoticePeriod: CanonicalText {
    /// What is counted.
    public enum Unit: String, CaseIterable, Sendable, Hashable {
        /// Calendar days.
        case days
        /// Working days of the contract's calendar.
        case businessDays = "business_days"
        /// Months, clamped to month ends (rule: C6).
        case months
    }

    /// How many units, 0…9999.
    public let count: Int
    /// What is counted.
    public let unit: Unit

    /// A period; `nil` beyond 9999 units, which no contract agrees and the calendar could not hold.
    public init?(_ count: Int, _ unit: Unit) {
        guard (0...9_999).contains(count) else { return nil }
        self.count = count
        self.unit = unit
    }

    /// Reads `90 days`, `5 business_days`, `3 months`; the unit is always in the plural.
    public init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
        let digits = bytes.prefix { $0 &- 0x30 <= 9 }
        guard (1...4).contains(digits.count), digits.count == 1 || digits.first != Ascii.zero,
            bytes.count > digits.count, bytes[digits.count] == 0x20,
            let unit = Unit(rawValue: String(decoding: bytes.dropFirst(digits.count + 1), as: UTF8.self))
        else { return nil }
        self.init(digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }, unit)
    }

    /// Appends `90 days`.
    public func write(into output: inout [UInt8]) {
        Ascii.append(UInt64(count), to: &output)
        output.append(0x20)
        output.append(contentsOf: unit.rawValue.utf8)
    }

    /// For people: `1 month`, `5 business days`.
    public var formatted: String {
        let noun =
            switch unit {
            case .days: "day"
            case .businessDays: "business day"
            case .months: "month"
            }
        return "\(count) \(noun)\(count == 1 ? "" : "s")"
    }

    /// A valid period, sometimes of nothing.
    public static func random(using generator: inout some RandomNumberGenerator) -> NoticePeriod {
        let unit = Unit.allCases.randomElement(using: &generator) ?? .days
        let count = Int.random(in: 0...(unit == .months ? 24 : 180), using: &generator)
        return NoticePeriod(count: count, unit: unit)
    }

    private init(count: Int, unit: Unit) {
        self.count = count
        self.unit = unit
    }
}

extension NoticePeriod {
    /// The end less the notice, from which alerts count back (rule: DATE-1).
    ///
    /// - Throws: ``OutOfCalendar``.
    public func safeDay(
        before end: CivilDate, calendar: BusinessCalendar
    ) throws(OutOfCalendar) -> BusinessDate {
        switch unit {
        case .days: BusinessDate(try end.adding(days: -count))
        case .businessDays: try calendar.latestWorkingDay(leaving: count, until: end)
        case .months: BusinessDate(try end.adding(months: -count))
        }
    }

    /// The latest day on which notice can be given for `end`: the latest d with d + notice ≤ end (rule: DATE-1).
    ///
    /// Later than the safe day where the month of the notice is longer than that of the end.
    ///
    /// - Throws: ``OutOfCalendar``.
    public func lastValidDay(
        before end: CivilDate, calendar: BusinessCalendar
    ) throws(OutOfCalendar) -> BusinessDate {
        let safe = try safeDay(before: end, calendar: calendar)
        guard unit == .months, count > 0 else { return safe }
        // Only days of the safe day's own month can still reach the end: the next month's first would pass it.
        var day = safe.date
        while day < safe.date.lastOfMonth, try day.adding(days: 1).adding(months: count) <= end {
            day = try day.adding(days: 1)
        }
        return BusinessDate(day)
    }

    /// The day on which a contract without a term ends if notice is given on `given`.
    ///
    /// - Throws: ``OutOfCalendar``.
    public func end(
        afterNoticeOn given: CivilDate, calendar: BusinessCalendar
    ) throws(OutOfCalendar) -> BusinessDate {
        switch unit {
        case .days: BusinessDate(try given.adding(days: count))
        case .businessDays: try calendar.adding(businessDays: count, to: given)
        case .months: BusinessDate(try given.adding(months: count))
        }
    }
}
