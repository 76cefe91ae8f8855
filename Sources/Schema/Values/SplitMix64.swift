/// A deterministic generator for tests, examples and demonstrations: the same seed gives the same values for ever.
/// Not for secrets.
///
/// After Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
public struct SplitMix64: RandomNumberGenerator, Sendable, CustomStringConvertible {
    /// The seed this generator started from; print it, and the run can be repeated.
    public let seed: UInt64
    private var state: UInt64

    /// A generator that always gives the same numbers for `seed`.
    public init(seed: UInt64) {
        self.seed = seed
        state = seed
    }

    /// The next 64 bits.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// `seed 0x9e3779b97f4a7c15`.
    public var description: String { "seed 0x" + String(seed, radix: 16) }
}
