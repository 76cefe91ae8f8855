/// 10⁰ … 10¹⁸, the scales of ``Decimal``.
@usableFromInline
enum PowersOfTen {
    /// 10 to the power of `exponent`; 10¹⁸ for anything above 18. A loop, because a global table costs a lock check.
    @inlinable
    static func power(_ exponent: UInt8) -> Int64 {
        var power: Int64 = 1
        for _ in 0..<min(exponent, 18) { power &*= 10 }
        return power
    }
}
