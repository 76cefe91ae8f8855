extension Money {
    /// The sum of two amounts of one currency.
    ///
    /// - Throws: ``MoneyFault``.
    public static func + (left: Money, right: Money) throws(MoneyFault) -> Money {
        try left.requireSameCurrency(as: right)
        return try left.checked(left.minorUnits + right.minorUnits)
    }

    /// The difference of two amounts of one currency.
    ///
    /// - Throws: ``MoneyFault``.
    public static func - (left: Money, right: Money) throws(MoneyFault) -> Money { try left + (-right) }

    /// The amount with the other sign.
    public static prefix func - (money: Money) -> Money { Money(unchecked: money.currency, -money.minorUnits) }

    /// Whether this amount is below `other`.
    ///
    /// - Throws: ``MoneyFault/currencyMismatch(expected:found:)``, which is why money is not `Comparable`.
    public func isLess(than other: Money) throws(MoneyFault) -> Bool {
        try requireSameCurrency(as: other)
        return minorUnits < other.minorUnits
    }

    /// The sum of all amounts, each in `currency`; zero for none.
    ///
    /// - Throws: ``MoneyFault``.
    public static func sum(_ amounts: some Sequence<Money>, in currency: Currency) throws(MoneyFault) -> Money {
        var total = Money.zero(currency)
        for amount in amounts { total = try total + amount }
        return total
    }

    /// Refuses an amount of another currency.
    ///
    /// - Throws: ``MoneyFault/currencyMismatch(expected:found:)``.
    public func requireSameCurrency(as other: Money) throws(MoneyFault) {
        guard currency == other.currency else {
            throw .currencyMismatch(expected: currency, found: other.currency)
        }
    }

    private func checked(_ minorUnits: Int64) throws(MoneyFault) -> Money {
        guard let money = Money(currency, minorUnits: minorUnits) else { throw .overflow }
        return money
    }
}
