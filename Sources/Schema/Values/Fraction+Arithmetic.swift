extension Fraction: Comparable {
    /// Exact for every pair: the cross products are compared at 256 bits, so ordering never throws (rule: C4).
    public static func < (left: Fraction, right: Fraction) -> Bool {
        if left.denominator == right.denominator { return left.numerator < right.numerator }
        let first = left.numerator.multipliedFullWidth(by: right.denominator)
        let second = right.numerator.multipliedFullWidth(by: left.denominator)
        return (first.high, first.low) < (second.high, second.low)
    }
}

extension Fraction {
    /// The sign: −1, 0 or 1.
    public var signum: Int { Int(numerator.signum()) }

    /// The number with the other sign.
    public static prefix func - (value: Fraction) -> Fraction { Fraction(lowest: -value.numerator, value.denominator) }

    /// The exact sum.
    public static func + (left: Fraction, right: Fraction) throws(ArithmeticOverflow) -> Fraction {
        let common = commonDivisor(left.denominator, right.denominator)
        let leftPart = left.denominator / common, rightPart = right.denominator / common
        let sum = try add(times(left.numerator, rightPart), times(right.numerator, leftPart))
        let shared = commonDivisor(sum, common)
        return Fraction(lowest: sum / shared, try times(leftPart, right.denominator / shared))
    }

    /// The exact difference.
    public static func - (left: Fraction, right: Fraction) throws(ArithmeticOverflow) -> Fraction {
        try left + (-right)
    }

    /// The exact product.
    public static func * (left: Fraction, right: Fraction) throws(ArithmeticOverflow) -> Fraction {
        let first = commonDivisor(left.numerator, right.denominator)
        let second = commonDivisor(right.numerator, left.denominator)
        return Fraction(
            lowest: try times(left.numerator / first, right.numerator / second),
            try times(left.denominator / second, right.denominator / first))
    }

    /// The exact quotient.
    ///
    /// - Throws: ``ArithmeticOverflow/divisionByZero`` too.
    public static func / (left: Fraction, right: Fraction) throws(ArithmeticOverflow) -> Fraction {
        guard right.numerator != 0 else { throw .divisionByZero }
        let sign = right.numerator.signum()
        return try left * Fraction(lowest: right.denominator * sign, right.numerator * sign)
    }

    /// The exact sum of all terms; zero for none.
    public static func sum(_ terms: some Sequence<Fraction>) throws(ArithmeticOverflow) -> Fraction {
        var total = Fraction.zero
        for term in terms { total = try total + term }
        return total
    }

    private static func times(_ left: Int128, _ right: Int128) throws(ArithmeticOverflow) -> Int128 {
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        guard !overflow, product != .min else { throw .tooLarge }
        return product
    }

    private static func add(_ left: Int128, _ right: Int128) throws(ArithmeticOverflow) -> Int128 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        guard !overflow, sum != .min else { throw .tooLarge }
        return sum
    }
}
