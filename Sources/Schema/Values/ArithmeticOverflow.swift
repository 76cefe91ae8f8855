/// Exact arithmetic met a number it cannot hold. It never rounds instead, and never traps.
public enum ArithmeticOverflow: Error, Hashable, Sendable {
    /// The exact result needs more digits than the type has.
    case tooLarge
    /// A division by zero, for instance a mean over no samples.
    case divisionByZero
}
