/// A day of the proleptic Gregorian calendar in the years 1900–2999, without a time zone.
@frozen
public struct CivilDate: CanonicalText, Comparable {
    /// Days since 1970-01-01, which is 0.
    public let dayNumber: Int32

    /// The first date there is.
    @inlinable public static var min: CivilDate { CivilDate(unchecked: -25_567) }
    /// The last date there is, 2999-12-31.
    @inlinable public static var max: CivilDate { CivilDate(unchecked: 376_199) }

    @inlinable @inline(__always)
    init(unchecked dayNumber: Int32) { self.dayNumber = dayNumber }

    /// The date that many days after 1970-01-01.
    ///
    /// - Throws: ``OutOfCalendar``.
    @inlinable
    public init(dayNumber: Int) throws(OutOfCalendar) {
        guard dayNumber >= -25_567, dayNumber <= 376_199 else { throw OutOfCalendar() }
        self.init(unchecked: Int32(truncatingIfNeeded: dayNumber))
    }

    /// A date from its parts; `nil` if there is no such day, or beyond the calendar.
    @inlinable
    public init?(year: Int, month: Int, day: Int) {
        guard year >= 1900, year <= 2999, month >= 1, month <= 12, day >= 1,
            day <= Self.dayCount(year: year, month: month)
        else { return nil }
        self.init(unchecked: Self.dayNumber(year: year, month: month, day: day))
    }

    /// Reads `2026-11-21`.
    @inlinable
    public init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 10, bytes[4] == Ascii.hyphen, bytes[7] == Ascii.hyphen else { return nil }
        self.init(year: Ascii.four(bytes, 0), month: Ascii.two(bytes, 5), day: Ascii.two(bytes, 8))
    }

    /// Appends `2026-11-21`.
    @inlinable
    public func write(into output: inout [UInt8]) {
        Ascii.append(10, to: &output) { put($0, 0) }
    }

    @inlinable @inline(__always)
    func put(_ buffer: UnsafeMutableBufferPointer<UInt8>, _ index: Int) {
        let (year, month, day) = parts
        Ascii.put(four: year, buffer, index)
        buffer[index &+ 4] = Ascii.hyphen
        Ascii.put(two: month, buffer, index &+ 5)
        buffer[index &+ 7] = Ascii.hyphen
        Ascii.put(two: day, buffer, index &+ 8)
    }

    /// The order of days.
    @inlinable
    public static func < (left: CivilDate, right: CivilDate) -> Bool { left.dayNumber < right.dayNumber }
}

extension CivilDate {
    /// Year, month 1–12 and day 1–31.
    ///
    /// Counts from 1200-03-01, so that leap days end the years and 400-year cycles; nothing is negative then.
    @inlinable
    public var parts: (year: Int, month: Int, day: Int) {
        let days = UInt32(bitPattern: dayNumber &+ 281_177)
        let cycle = days / 146_097, dayOfCycle = days % 146_097
        let leapDays = dayOfCycle / 1_460 &- dayOfCycle / 36_524 &+ dayOfCycle / 146_096
        let yearOfCycle = (dayOfCycle &- leapDays) / 365
        let dayOfYear = dayOfCycle &- (365 &* yearOfCycle &+ yearOfCycle / 4 &- yearOfCycle / 100)
        let marchMonth = (5 &* dayOfYear &+ 2) / 153
        let day = dayOfYear &- (153 &* marchMonth &+ 2) / 5 &+ 1
        let month = marchMonth < 10 ? marchMonth &+ 3 : marchMonth &- 9
        let year = 1200 &+ cycle &* 400 &+ yearOfCycle &+ (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(day))
    }

    /// The year, 1900–2999.
    public var year: Int { parts.year }
    /// The month, 1–12.
    public var month: Int { parts.month }
    /// The day of the month, 1–31.
    public var day: Int { parts.day }

    /// The day of the week.
    public var weekday: Weekday { Weekday(mondayBased: Int(dayNumber + 25_567) % 7) }

    /// How many days a month has.
    @inlinable
    static func dayCount(year: Int, month: Int) -> Int {
        if month == 2 { return isLeap(year) ? 29 : 28 }
        return 30 | ((month ^ (month >> 3)) & 1)
    }

    /// Whether a year has a 29 February.
    @inlinable
    static func isLeap(_ year: Int) -> Bool { year % 100 == 0 ? year % 400 == 0 : year % 4 == 0 }

    /// The inverse of ``parts``. The caller has checked the ranges.
    @inlinable
    static func dayNumber(year: Int, month: Int, day: Int) -> Int32 {
        let shifted = UInt32(truncatingIfNeeded: month <= 2 ? year &- 1 : year)
        let marchMonth = UInt32(truncatingIfNeeded: month <= 2 ? month &+ 9 : month &- 3)
        let dayOfYear = (153 &* marchMonth &+ 2) / 5 &+ UInt32(truncatingIfNeeded: day) &- 1
        let days = shifted &* 365 &+ shifted / 4 &- shifted / 100 &+ shifted / 400 &+ dayOfYear
        return Int32(bitPattern: days) &- 719_468
    }
}

extension CivilDate {
    /// A valid date: often of our years, often at the end of a month, sometimes at an end of the calendar.
    public static func random(using generator: inout some RandomNumberGenerator) -> CivilDate {
        switch Int.random(in: 0..<16, using: &generator) {
        case 0: return .min
        case 1: return .max
        case 2...5:
            let last = dayNumber(year: Int.random(in: 1901...2999, using: &generator),
                                 month: Int.random(in: 1...12, using: &generator), day: 1) - 1
            return CivilDate(unchecked: last)
        case 6...8: return CivilDate(unchecked: Int32.random(in: -25_567...376_199, using: &generator))
        default: return CivilDate(unchecked: Int32.random(in: 18_262...25_567, using: &generator))
        }
    }
}
