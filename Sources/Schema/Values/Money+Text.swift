extension Money: CanonicalText {
    /// Reads `EUR 12345.64`: the code, a space, and exactly the digits the currency has after the point.
    public init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count > 4, bytes.count <= 24, bytes[3] == 0x20,
            let currency = Currency(parsing: UnsafeBufferPointer(rebasing: bytes[..<3])),
            let units = Self.minorUnits(bytes[4...], exponent: currency.exponent)
        else { return nil }
        self.init(currency, minorUnits: units)
    }

    /// Reads what a person writes: `eur 12,345.6`, `EUR 12`. Commas separate thousands and must stand where they do;
    /// digits the currency does not have are refused, not rounded.
    public init?(lenient text: some StringProtocol) {
        let bytes = Array(text.utf8).trimmingSpaces()
        let code = bytes.prefix(3).map { $0 >= 0x61 && $0 <= 0x7A ? $0 - 0x20 : $0 }
        guard let currency = Currency(parsing: code),
            let plain = Self.removingThousands(Array(bytes.dropFirst(3)).trimmingSpaces()),
            let amount = Decimal(lenient: String(decoding: plain, as: UTF8.self))
        else { return nil }
        self.init(currency, exactly: amount)
    }

    /// Appends `EUR 12345.64`.
    public func write(into output: inout [UInt8]) {
        currency.write(into: &output)
        output.append(0x20)
        writeAmount(into: &output)
    }

    /// For people, with thousands: `EUR 12,345.64`, `JPY -1,234`.
    public var formatted: String {
        var amount: [UInt8] = []
        Money(unchecked: currency, abs(minorUnits)).writeAmount(into: &amount)
        let whole = currency.exponent == 0 ? amount.count : amount.count - currency.exponent - 1
        var text = currency.code + (minorUnits < 0 ? " -" : " ")
        for (index, byte) in amount.enumerated() {
            if index > 0, index < whole, (whole - index).isMultiple(of: 3) { text += "," }
            text.unicodeScalars.append(Unicode.Scalar(byte))
        }
        return text
    }

    private func writeAmount(into output: inout [UInt8]) {
        if minorUnits < 0 { output.append(Ascii.hyphen) }
        let power = currency.minorUnitsPerUnit.magnitude
        Ascii.append(minorUnits.magnitude / power, to: &output)
        guard currency.exponent > 0 else { return }
        output.append(Ascii.dot)
        Ascii.append(minorUnits.magnitude % power, width: currency.exponent, to: &output)
    }

    private static func minorUnits(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, exponent: Int) -> Int64? {
        let negative = bytes.first == Ascii.hyphen
        let digits = negative ? bytes.dropFirst() : bytes
        let wholeCount = exponent == 0 ? digits.count : digits.count - exponent - 1
        guard wholeCount > 0, digits.count <= 18, wholeCount == 1 || digits.first != Ascii.zero else { return nil }
        var units: Int64 = 0
        for (index, byte) in digits.enumerated() {
            if index == wholeCount {
                guard byte == Ascii.dot else { return nil }
            } else {
                guard byte &- 0x30 <= 9 else { return nil }
                units = units * 10 + Int64(byte - 0x30)
            }
        }
        return negative ? (units == 0 ? nil : -units) : units
    }

    /// The digits without their commas; `nil` if the commas are not between groups of three.
    private static func removingThousands(_ bytes: [UInt8]) -> [UInt8]? {
        let whole = bytes.prefix { $0 != Ascii.dot }
        let groups = whole.split(separator: 0x2C, omittingEmptySubsequences: false)
        guard groups.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
        let first = groups.first?.drop { $0 == Ascii.hyphen || $0 == 0x2B } ?? []
        guard groups.count == 1 || (1...3).contains(first.count) else { return nil }
        return Array(groups.joined()) + Array(bytes[whole.count...])
    }
}
