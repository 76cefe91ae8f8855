/// When a place changes its clocks: the offset from UTC at every instant, past and future.
///
/// Made from the bytes of a TZif file and nothing else, so that the same bytes give the same periods on every machine.
public struct ZoneRules: Hashable, Sendable {
    /// The zone these are the rules of.
    public let id: ZoneID
    /// The seconds since 1970 at which the offset changes, ascending.
    let transitions: [Int64]
    /// The seconds east of UTC from each of the transitions on.
    let offsets: [Int32]
    /// The seconds east of UTC before the first transition.
    let initialOffset: Int32
    /// The rule after the last transition; without one, the last offset stays.
    let footer: PosixZone?

    /// Coordinated universal time: no file needed.
    public static let utc = ZoneRules(id: .utc, transitions: [], offsets: [], initialOffset: 0, footer: nil)

    init(id: ZoneID, transitions: [Int64], offsets: [Int32], initialOffset: Int32, footer: PosixZone?) {
        self.id = id
        self.transitions = transitions
        self.offsets = offsets
        self.initialOffset = initialOffset
        self.footer = footer
    }

    /// The seconds east of UTC on the clocks of this place.
    public func offset(at instant: Instant) -> Int { offset(atSeconds: instant.seconds) }

    /// The date on the calendars of this place (rule: C5). Ends at 2999-12-31 even where it is already the year 3000.
    public func civilDate(at instant: Instant) -> CivilDate {
        let local = instant.seconds + Int64(offset(at: instant))
        let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        return CivilDate(unchecked: Int32(clamping: min(day, Int64(CivilDate.max.dayNumber))))
    }

    /// The first instant of a date. Where the clocks skip midnight, that is the moment of the skip.
    ///
    /// Clamped to the instants there are: the first for every date up to 1970-01-01 west or east.
    public func startOfDay(_ date: CivilDate) -> Instant { instant(of: Int64(date.dayNumber) * 86_400) }

    /// The first instant at which the clocks here show `time` on `date`, or have skipped it.
    public func instant(on date: CivilDate, at time: TimeOfDay) -> Instant {
        instant(of: Int64(date.dayNumber) * 86_400 + Int64(time.minutes) * 60)
    }

    /// The instants of a span of dates: from the start of its first day, up to and without that of the day after.
    public func instants(of span: DateSpan) -> Range<Instant> {
        let end = instant(of: (Int64(span.last.dayNumber) + 1) * 86_400)
        let start = startOfDay(span.first)
        return start..<max(start, end)
    }
}

extension ZoneRules {
    func offset(atSeconds seconds: Int64) -> Int {
        var low = 0, high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        if low == transitions.count, let footer { return footer.offset(atSeconds: seconds) }
        return Int(low == 0 ? initialOffset : offsets[low - 1])
    }

    /// The first instant whose local time is `local` or later, given that clocks change at most once in 52 hours.
    ///
    /// A day and two hours is the greatest offset there is: what holds that long before and after is certain.
    private func instant(of local: Int64) -> Instant {
        let reach: Int64 = 26 * 3_600
        let before = Int64(offset(atSeconds: local - reach)), after = Int64(offset(atSeconds: local + reach))
        let early = local - before, late = local - after
        if Int64(offset(atSeconds: early)) == before { return Instant(clampingSeconds: early) }
        if late >= early || Int64(offset(atSeconds: late)) == after { return Instant(clampingSeconds: late) }
        return Instant(clampingSeconds: change(after: late, before: early))
    }

    /// The moment of the change that skips a local time: the old offset holds at `low`, a new one at `high`.
    private func change(after low: Int64, before high: Int64) -> Int64 {
        let old = offset(atSeconds: low)
        var low = low, high = high
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if offset(atSeconds: middle) == old { low = middle } else { high = middle }
        }
        return high
    }
}
