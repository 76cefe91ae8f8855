/// A moment in UTC, to the microsecond, in the years 1970–2999. Leap seconds do not exist, as in POSIX.
@frozen
public struct Instant: CanonicalText, Comparable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let microseconds: Int64

    /// 1970-01-01T00:00:00.000000Z.
    @inlinable public static var min: Instant { Instant(unchecked: 0) }
    /// 2999-12-31T23:59:59.999999Z.
    @inlinable public static var max: Instant { Instant(unchecked: 376_200 * 86_400_000_000 - 1) }

    @inlinable @inline(__always)
    init(unchecked microseconds: Int64) { self.microseconds = microseconds }

    /// The moment that many microseconds after 1970-01-01T00:00:00Z.
    ///
    /// - Throws: ``OutOfCalendar``.
    @inlinable
    public init(microseconds: Int64) throws(OutOfCalendar) {
        guard microseconds >= 0, microseconds <= Self.max.microseconds else { throw OutOfCalendar() }
        self.init(unchecked: microseconds)
    }

    /// The nearest moment there is.
    init(clampingSeconds seconds: Int64) {
        self.init(unchecked: Swift.min(Swift.max(seconds, 0) * 1_000_000, Self.max.microseconds))
    }

    /// Whole seconds since 1970-01-01T00:00:00Z.
    @inlinable public var seconds: Int64 { microseconds / 1_000_000 }

    /// The date in UTC.
    @inlinable public var civilDate: CivilDate {
        CivilDate(unchecked: Int32(truncatingIfNeeded: microseconds / 86_400_000_000))
    }

    /// The moment that many microseconds later, or earlier for a negative number.
    ///
    /// - Throws: ``OutOfCalendar``.
    public func adding(microseconds: Int64) throws(OutOfCalendar) -> Instant {
        let (sum, overflow) = self.microseconds.addingReportingOverflow(microseconds)
        guard !overflow else { throw OutOfCalendar() }
        return try Instant(microseconds: sum)
    }

    /// How many microseconds this moment is after `other`; negative if before.
    public func microseconds(since other: Instant) -> Int64 { microseconds - other.microseconds }

    /// The order of time.
    @inlinable
    public static func < (left: Instant, right: Instant) -> Bool { left.microseconds < right.microseconds }

    /// A valid moment: any, of our years, a full second, the first or the last.
    public static func random(using generator: inout some RandomNumberGenerator) -> Instant {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: .min
        case 1: .max
        case 2: Instant(clampingSeconds: Int64.random(in: 0..<4_000_000_000, using: &generator))
        case 3: Instant(unchecked: Int64.random(in: 0...Self.max.microseconds, using: &generator))
        default: Instant(unchecked: Int64.random(in: 0..<4_000_000_000_000_000, using: &generator))
        }
    }
}
