extension Instant {
    /// Reads `2026-11-21T09:15:02.123456Z`: always six digits, always `Z`.
    @inlinable
    public init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 27, bytes[10] == 0x54, bytes[13] == Ascii.colon, bytes[16] == Ascii.colon,
            bytes[19] == Ascii.dot, bytes[26] == 0x5A,
            let date = CivilDate(parsing: UnsafeBufferPointer(rebasing: bytes[..<10]))
        else { return nil }
        let hour = Ascii.two(bytes, 11), minute = Ascii.two(bytes, 14), second = Ascii.two(bytes, 17)
        let high = Ascii.four(bytes, 20), low = Ascii.two(bytes, 24)
        guard date.dayNumber >= 0, hour | minute | second | high | low >= 0, hour < 24, minute < 60, second < 60
        else { return nil }
        let seconds = Int64(date.dayNumber) &* 86_400 &+ Int64(hour &* 3_600 &+ minute &* 60 &+ second)
        self.init(unchecked: seconds &* 1_000_000 &+ Int64(high &* 100 &+ low))
    }

    /// Appends `2026-11-21T09:15:02.123456Z`.
    @inlinable
    public func write(into output: inout [UInt8]) {
        Ascii.append(27, to: &output) { buffer in
            civilDate.put(buffer, 0)
            let second = Int(microseconds / 1_000_000 % 86_400), fraction = Int(microseconds % 1_000_000)
            buffer[10] = 0x54
            Ascii.put(two: second / 3_600, buffer, 11)
            buffer[13] = Ascii.colon
            Ascii.put(two: second / 60 % 60, buffer, 14)
            buffer[16] = Ascii.colon
            Ascii.put(two: second % 60, buffer, 17)
            buffer[19] = Ascii.dot
            Ascii.put(four: fraction / 100, buffer, 20)
            Ascii.put(two: fraction % 100, buffer, 24)
            buffer[26] = 0x5A
        }
    }

    /// Reads what people write: `2026-11-21 09:15+08:00`, `2026-11-21t09:15:02.5z`. Seconds and their fraction (at most
    /// six digits) may be missing; the offset may not, because a time without one is no moment.
    public init?(lenient text: some StringProtocol) {
        let bytes = Array(text.utf8).trimmingSpaces()
        guard bytes.count >= 17, [0x54, 0x74, 0x20].contains(bytes[10]),
            let date = CivilDate(parsing: Array(bytes[..<10])),
            let offset = Self.offsetMinutes(bytes),
            let clock = Self.clockMicroseconds(bytes[11..<(bytes.count - offset.length)])
        else { return nil }
        let day = Int64(date.dayNumber) * 86_400_000_000
        try? self.init(microseconds: day + clock - offset.minutes * 60_000_000)
    }

    /// The offset at the end of `bytes`, and how many bytes it takes: `Z`, or `±hh:mm` up to 23:59.
    private static func offsetMinutes(_ bytes: [UInt8]) -> (minutes: Int64, length: Int)? {
        if bytes.last == 0x5A || bytes.last == 0x7A { return (0, 1) }
        let tail = Array(bytes.suffix(6))
        guard bytes.count >= 22, tail[0] == 0x2B || tail[0] == Ascii.hyphen,
            let time = TimeOfDay(parsing: Array(tail[1...])), time < .endOfDay
        else { return nil }
        return (tail[0] == Ascii.hyphen ? -Int64(time.minutes) : Int64(time.minutes), 6)
    }

    /// The microseconds since midnight of `hh:mm`, `hh:mm:ss` or `hh:mm:ss.f` with one to six digits.
    private static func clockMicroseconds(_ bytes: ArraySlice<UInt8>) -> Int64? {
        guard let time = TimeOfDay(parsing: Array(bytes.prefix(5))), time < .endOfDay else { return nil }
        let rest = Array(bytes.dropFirst(5))
        let minutes = Int64(time.minutes) * 60_000_000
        if rest.isEmpty { return minutes }
        guard rest.count == 3 || (5...10).contains(rest.count), rest[0] == Ascii.colon else { return nil }
        let second = rest.withUnsafeBufferPointer { Ascii.two($0, 1) }
        guard (0..<60).contains(second), rest.count == 3 || rest[3] == Ascii.dot else { return nil }
        var fraction: Int64 = 0
        for index in 4..<10 {
            let digit = index < rest.count ? rest[index] &- 0x30 : 0
            guard digit <= 9 else { return nil }
            fraction = fraction * 10 + Int64(digit)
        }
        return minutes + Int64(second) * 1_000_000 + fraction
    }
}
