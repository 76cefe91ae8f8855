/// A minute of a day on the wall clock, `00:00` to `24:00`; the latter is the end of the day, for service hours.
@frozen
public struct TimeOfDay: CanonicalText, Comparable {
    /// Minutes since midnight on the clock's face, 0…1440.
    public let minutes: Int16

    /// `00:00`.
    @inlinable public static var midnight: TimeOfDay { TimeOfDay(unchecked: 0) }
    /// `24:00`.
    @inlinable public static var endOfDay: TimeOfDay { TimeOfDay(unchecked: 1440) }

    @inlinable
    init(unchecked minutes: Int16) { self.minutes = minutes }

    /// A time from its parts; `nil` if the clock does not show it.
    @inlinable
    public init?(hour: Int, minute: Int) {
        guard hour >= 0, minute >= 0, minute < 60, hour < 24 || (hour == 24 && minute == 0) else { return nil }
        self.init(unchecked: Int16(hour * 60 + minute))
    }

    /// Reads `09:30`.
    @inlinable
    public init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 5, bytes[2] == Ascii.colon else { return nil }
        self.init(hour: Ascii.two(bytes, 0), minute: Ascii.two(bytes, 3))
    }

    /// Appends `09:30`.
    @inlinable
    public func write(into output: inout [UInt8]) {
        Ascii.append(5, to: &output) { buffer in
            Ascii.put(two: Int(minutes) / 60, buffer, 0)
            buffer[2] = Ascii.colon
            Ascii.put(two: Int(minutes) % 60, buffer, 3)
        }
    }

    /// The order of the clock.
    @inlinable
    public static func < (left: TimeOfDay, right: TimeOfDay) -> Bool { left.minutes < right.minutes }

    /// A valid time, sometimes the start or end of the day.
    public static func random(using generator: inout some RandomNumberGenerator) -> TimeOfDay {
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: .midnight
        case 1: .endOfDay
        default: TimeOfDay(unchecked: Int16.random(in: 0...1440, using: &generator))
        }
    }
}
