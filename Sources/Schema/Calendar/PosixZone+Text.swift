extension PosixZone {
    /// Reads a TZ string; `nil` if it is none. Summer time without its two dates is refused: RFC 9636 wants them.
    init?(_ text: [UInt8]) {
        var reader = PosixZoneReader(rest: text[...])
        guard reader.name(), let standard = reader.seconds(hourLimit: 24) else { return nil }
        guard !reader.rest.isEmpty else {
            self.init(standard: -standard, summer: nil)
            return
        }
        guard reader.name() else { return nil }
        var offset = 3_600 - standard
        if reader.rest.first != PosixZoneReader.comma {
            guard let west = reader.seconds(hourLimit: 24) else { return nil }
            offset = -west
        }
        guard let begins = reader.change(), let ends = reader.change(), reader.rest.isEmpty else { return nil }
        self.init(standard: -standard, summer: Summer(offset: offset, begins: begins, ends: ends))
    }
}

/// Reads the parts of a TZ string from front to back.
struct PosixZoneReader {
    static let comma: UInt8 = 0x2C
    var rest: ArraySlice<UInt8>

    mutating func take(_ byte: UInt8) -> Bool {
        guard rest.first == byte else { return false }
        rest = rest.dropFirst()
        return true
    }

    /// At least three letters, or at least three of letters, digits, `+`, `-` between `<` and `>`.
    mutating func name() -> Bool {
        let quoted = take(0x3C)
        let name = rest.prefix { byte in
            let letter = (byte | 0x20) &- 0x61 < 26
            return letter || (quoted && (byte &- 0x30 <= 9 || byte == 0x2B || byte == Ascii.hyphen))
        }
        rest = rest.dropFirst(name.count)
        return name.count >= 3 && (!quoted || take(0x3E))
    }

    /// One to three digits, at most `limit`.
    mutating func number(_ limit: Int) -> Int? {
        let digits = rest.prefix { $0 &- 0x30 <= 9 }
        guard (1...3).contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        let value = digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) }
        return value <= limit ? value : nil
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func seconds(hourLimit: Int) -> Int? {
        let negative = take(Ascii.hyphen)
        if !negative { _ = take(0x2B) }
        guard let hours = number(hourLimit) else { return nil }
        var total = hours * 3_600
        for unit in [60, 1] where take(Ascii.colon) {
            guard let part = number(59) else { return nil }
            total += part * unit
        }
        return negative ? -total : total
    }

    /// `,date[/time]`, the time 02:00 unless given.
    mutating func change() -> PosixZone.Change? {
        guard take(Self.comma), let day = day() else { return nil }
        guard take(0x2F) else { return PosixZone.Change(day: day, seconds: 7_200) }
        guard let seconds = seconds(hourLimit: 167) else { return nil }
        return PosixZone.Change(day: day, seconds: seconds)
    }

    private mutating func day() -> PosixZone.Day? {
        if take(0x4A) {
            guard let number = number(365), number >= 1 else { return nil }
            return .julian(number)
        }
        guard take(0x4D) else { return number(365).map { .zeroBased($0) } }
        guard let month = number(12), month >= 1, take(Ascii.dot), let week = number(5), week >= 1, take(Ascii.dot),
            let day = number(6)
        else { return nil }
        return .weekday(month: month, week: week, day: day)
    }
}
