/// A run of civil dates, both ends included (rule: C5).
@frozen
public struct DateSpan: CanonicalText {
    /// The first day.
    public let first: CivilDate
    /// The last day, not before the first.
    public let last: CivilDate

    /// The days from `first` to `last`; `nil` if `last` is earlier.
    @inlinable
    public init?(_ first: CivilDate, through last: CivilDate) {
        guard first <= last else { return nil }
        self.first = first
        self.last = last
    }

    /// One day.
    @inlinable
    public init(_ day: CivilDate) {
        first = day
        last = day
    }

    init(ordered first: CivilDate, _ last: CivilDate) {
        self.first = first
        self.last = last
    }

    /// How many days, at least 1.
    public var dayCount: Int { last.days(since: first) + 1 }

    /// Whether the day lies within.
    @inlinable
    public func contains(_ date: CivilDate) -> Bool { first <= date && date <= last }

    /// Whether all of `other` lies within.
    @inlinable
    public func contains(_ other: DateSpan) -> Bool { first <= other.first && other.last <= last }

    /// Whether the two share a day.
    @inlinable
    public func overlaps(_ other: DateSpan) -> Bool { first <= other.last && other.first <= last }

    /// The days both have.
    public func intersection(_ other: DateSpan) -> DateSpan? {
        DateSpan(Swift.max(first, other.first), through: Swift.min(last, other.last))
    }

    /// The days before `date` and those from it on: how an amendment effective on `date` splits a period (rule: C7).
    public func split(at date: CivilDate) -> (before: DateSpan?, from: DateSpan?) {
        if date <= first { return (nil, self) }
        if date > last { return (self, nil) }
        return (DateSpan(ordered: first, CivilDate(unchecked: date.dayNumber - 1)), DateSpan(ordered: date, last))
    }

    /// Reads `2026-01-01/2026-03-31` (ISO 8601 interval).
    @inlinable
    public init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 21, bytes[10] == 0x2F,
            let first = CivilDate(parsing: UnsafeBufferPointer(rebasing: bytes[..<10])),
            let last = CivilDate(parsing: UnsafeBufferPointer(rebasing: bytes[11...]))
        else { return nil }
        self.init(first, through: last)
    }

    /// Appends `2026-01-01/2026-03-31`.
    @inlinable
    public func write(into output: inout [UInt8]) {
        first.write(into: &output)
        output.append(0x2F)
        last.write(into: &output)
    }
}

extension DateSpan: Comparable {
    /// By first day, then by last.
    @inlinable
    public static func < (left: DateSpan, right: DateSpan) -> Bool {
        (left.first, left.last) < (right.first, right.last)
    }
}

extension DateSpan {
    /// A valid span: one day, a few months, or any length.
    public static func random(using generator: inout some RandomNumberGenerator) -> DateSpan {
        let first = CivilDate.random(using: &generator)
        let room = CivilDate.max.days(since: first)
        let kind = Int.random(in: 0..<8, using: &generator)
        let length = kind == 0 ? 0 : Int.random(in: 0...(kind == 1 ? room : Swift.min(room, 400)), using: &generator)
        return DateSpan(ordered: first, CivilDate(unchecked: first.dayNumber + Int32(length)))
    }
}
