/// The rule of a POSIX TZ string such as `EST5EDT,M3.2.0,M11.1.0`: how TZif files reach into the future
/// (RFC 9636 § 3.3.1, with its extension of times to ±167 hours).
struct PosixZone: Hashable, Sendable {
    /// A yearly change of the clocks.
    struct Change: Hashable, Sendable {
        let day: Day
        /// Seconds after (or before) the midnight that begins the day, on the clock before the change.
        let seconds: Int
    }

    /// How a day of the year is named.
    enum Day: Hashable, Sendable {
        /// `Jn`: 1–365, 29 February is never counted.
        case julian(Int)
        /// `n`: 0–365, 29 February is counted.
        case zeroBased(Int)
        /// `Mm.w.d`: weekday d (0 Sunday) of week w (5: the last) of month m.
        case weekday(month: Int, week: Int, day: Int)
    }

    /// The part of the year in which another offset holds.
    struct Summer: Hashable, Sendable {
        /// Seconds east of UTC.
        let offset: Int
        let begins: Change
        let ends: Change
    }

    /// Seconds east of UTC in standard time.
    let standard: Int
    /// Summer time; `nil` where the clocks stay.
    let summer: Summer?

    /// The offset at a moment; the year that counts is the one in standard time.
    func offset(atSeconds seconds: Int64) -> Int {
        guard let summer else { return standard }
        let local = min(max(seconds, Self.earliest), Self.latest) + Int64(standard)
        let day = Int32(clamping: local >= 0 ? local / 86_400 : (local - 86_399) / 86_400)
        let year = CivilDate(unchecked: day).year
        let begins = moment(summer.begins, year: year, offset: standard)
        let ends = moment(summer.ends, year: year, offset: summer.offset)
        let isSummer = begins < ends
            ? begins <= seconds && seconds < ends
            : !(ends <= seconds && seconds < begins)
        return isSummer ? summer.offset : standard
    }

    /// Well inside and a little beyond the calendar: where the year can still be computed.
    private static let earliest = Int64(-25_000) * 86_400
    private static let latest = Int64(376_300) * 86_400

    private func moment(_ change: Change, year: Int, offset: Int) -> Int64 {
        Int64(Self.dayNumber(change.day, year: year)) * 86_400 + Int64(change.seconds - offset)
    }

    private static func dayNumber(_ day: Day, year: Int) -> Int {
        let newYear = Int(CivilDate.dayNumber(year: year, month: 1, day: 1))
        switch day {
        case .julian(let number):
            return newYear + number - 1 + (CivilDate.isLeap(year) && number >= 60 ? 1 : 0)
        case .zeroBased(let number):
            return newYear + number
        case .weekday(let month, let week, let day):
            let first = Int(CivilDate.dayNumber(year: year, month: month, day: 1))
            // 1970-01-01 was a Thursday, 4 when Sunday is 0.
            let weekday = ((first + 4) % 7 + 7) % 7
            let matching = (day - weekday + 7) % 7 + (week - 1) * 7
            return first + (matching < CivilDate.dayCount(year: year, month: month) ? matching : matching - 7)
        }
    }
}
