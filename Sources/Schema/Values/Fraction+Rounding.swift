extension Fraction {
    /// The largest whole number not above this one.
    public var floor: Int128 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The nearest whole number, a tie to the even one: the only rounding there is (rule: C2).
    public func roundedHalfEven() -> Int128 {
        Self.halfEven(numerator, over: denominator)
    }

    /// The nearest decimal with at most `places` (0…18) digits after the point, ties to even. For display only.
    ///
    /// - Throws: ``ArithmeticOverflow`` if the result has more than 18 digits.
    public func decimal(places: Int) throws(ArithmeticOverflow) -> Decimal {
        guard let places = UInt8(exactly: places), places <= 18 else { throw .tooLarge }
        let power = Int128(PowersOfTen.power(places))
        let (whole, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
        let (high, highOverflow) = whole.multipliedReportingOverflow(by: power)
        guard !highOverflow else { throw .tooLarge }
        // At 256 bits the product always fits, and the quotient is below `power`. `high` takes part in the rounding:
        // whether the last digit is even depends on it.
        let (quotient, remainder) = denominator.dividingFullWidth(rest.multipliedFullWidth(by: power))
        let (sum, overflow) = high.addingReportingOverflow(quotient)
        guard !overflow, let units = Int64(exactly: Self.nudged(sum, remainder, denominator)),
            let decimal = Decimal(units: units, scale: places)
        else { throw .tooLarge }
        return decimal
    }

    /// The number with exactly `places` digits after the point, for people: `81.82`.
    public func text(places: Int) throws(ArithmeticOverflow) -> String {
        try decimal(places: places).text(places: places)
    }

    private static func halfEven(_ numerator: Int128, over denominator: Int128) -> Int128 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return nudged(quotient, remainder, denominator)
    }

    /// The truncated `quotient`, moved away from zero when `remainder` is beyond half, or at half and it is odd.
    private static func nudged(_ quotient: Int128, _ remainder: Int128, _ denominator: Int128) -> Int128 {
        let part = Int128(remainder.magnitude), other = denominator - part
        let up = part > other || (part == other && !quotient.isMultiple(of: 2))
        return up ? quotient + Int128(remainder.signum()) : quotient
    }
}
