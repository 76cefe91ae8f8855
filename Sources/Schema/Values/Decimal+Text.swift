extension Decimal {
    /// Reads `-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?`, but not `-0`: no exponent, no plus, no needless zero.
    @inlinable
    public init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
        let negative = bytes.first == Ascii.hyphen
        let start = negative ? 1 : 0
        guard bytes.count > start, bytes.count <= 21 else { return nil }
        var units: Int64 = 0, scale = 0, point = -1, index = start
        while index < bytes.count {
            let digit = bytes[index] &- 0x30
            if digit <= 9 {
                guard units < Self.unitsLimit / 10 else { return nil }
                units = units &* 10 &+ Int64(digit)
            } else {
                guard bytes[index] == Ascii.dot, point < 0 else { return nil }
                point = index
            }
            index &+= 1
        }
        let wholeEnd = point < 0 ? bytes.count : point
        guard wholeEnd > start, wholeEnd == start + 1 || bytes[start] != Ascii.zero else { return nil }
        if point >= 0 {
            scale = bytes.count - point - 1
            guard scale > 0, scale <= 18, bytes[bytes.count - 1] != Ascii.zero else { return nil }
        }
        guard units != 0 || (!negative && point < 0) else { return nil }
        self.init(canonicalUnits: negative ? -units : units, scale: UInt8(truncatingIfNeeded: scale))
    }

    /// Reads what people and spreadsheets write: `95.0`, `+3`, `007`, `.5`, with spaces around. No exponent and no
    /// thousands separators, because a comma means different things in different places.
    public init?(lenient text: some StringProtocol) {
        var bytes = Array(text.utf8).trimmingSpaces()[...]
        let negative = bytes.first == Ascii.hyphen
        if negative || bytes.first == 0x2B { bytes = bytes.dropFirst() }
        let whole = bytes.prefix { $0 != Ascii.dot }
        var fraction = bytes.dropFirst(whole.count + 1)
        while fraction.last == Ascii.zero { fraction = fraction.dropLast() }
        let digits = whole.drop { $0 == Ascii.zero } + fraction
        guard !whole.isEmpty || bytes.count > 1, fraction.count <= 18, digits.count <= 37 else { return nil }
        var units: Int64 = 0
        for byte in digits {
            guard byte &- 0x30 <= 9, units < Self.unitsLimit / 10 else { return nil }
            units = units * 10 + Int64(byte - 0x30)
        }
        self.init(units: negative ? -units : units, scale: UInt8(fraction.count))
    }

    /// Appends the canonical spelling.
    @inlinable
    public func write(into output: inout [UInt8]) {
        if units < 0 { output.append(Ascii.hyphen) }
        if scale == 0 {
            Ascii.append(units.magnitude, to: &output)
        } else {
            let power = UInt64(PowersOfTen.power(scale))
            Ascii.append(units.magnitude / power, to: &output)
            output.append(Ascii.dot)
            Ascii.append(units.magnitude % power, width: Int(scale), to: &output)
        }
    }

    /// The number with at least `places` digits after the point, for people: `95` with 2 places is `95.00`.
    public func text(places: Int) -> String {
        let plain = description
        guard places > scale else { return plain }
        return plain + (scale == 0 ? "." : "") + String(repeating: "0", count: places - Int(scale))
    }
}

extension [UInt8] {
    /// The bytes without spaces and tabs at either end.
    func trimmingSpaces() -> [UInt8] {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
        guard let first = firstIndex(where: { !isSpace($0) }), let last = lastIndex(where: { !isSpace($0) }) else {
            return []
        }
        return Array(self[first...last])
    }
}
