/// A date outside the years 1900–2999, or an instant outside 1970–2999, would be the result.
public struct OutOfCalendar: Error, Hashable, Sendable {
    /// The error.
    @inlinable public init() {}
}
