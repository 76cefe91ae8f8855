/// Why bytes are no usable zone rules.
public enum ZoneFault: Error, Hashable, Sendable {
    /// The bytes do not start with `TZif`, or the version is unknown.
    case notTZif
    /// The bytes end before what the header announces.
    case truncated
    /// The header announces impossible numbers (no types, more than 256, too many transitions, unequal indicators).
    case badCounts
    /// Transitions are not in ascending order, or name a type that is not there.
    case badTransition
    /// An offset from UTC is beyond what RFC 9636 § 3.2 allows.
    case badOffset
    /// The footer is no POSIX TZ rule.
    case badFooter
    /// The file counts leap seconds (a "right" zone), which instants here do not.
    case leapSeconds
}
