/// The time an event was recorded, as its line shows it: `2026-11-21T09:15:02.123456Z`.
enum RecordedTime {
    /// The end of the year 9999, the last microsecond that the form can show.
    static let last: Int64 = 253_402_300_799_999_999
    static let length = 27

    /// Writes the 27 bytes of a time in `0...last`; what lies outside is shown as the nearer end.
    static func write(_ microseconds: Int64, at place: UnsafeMutableRawPointer) {
        let time = min(max(microseconds, 0), last)
        let seconds = time / 1_000_000
        writeDay(seconds / 86_400, at: place)
        place.storeBytes(of: 0x54, toByteOffset: 10, as: UInt8.self)
        let second = seconds % 86_400
        Digits.write(second / 3600, width: 2, at: place + 11)
        place.storeBytes(of: 0x3A, toByteOffset: 13, as: UInt8.self)
        Digits.write(second / 60 % 60, width: 2, at: place + 14)
        place.storeBytes(of: 0x3A, toByteOffset: 16, as: UInt8.self)
        Digits.write(second % 60, width: 2, at: place + 17)
        place.storeBytes(of: 0x2E, toByteOffset: 19, as: UInt8.self)
        Digits.write(time % 1_000_000, width: 6, at: place + 20)
        place.storeBytes(of: 0x5A, toByteOffset: 26, as: UInt8.self)
    }

    /// Writes the civil date of a day counted from 1970-01-01.
    private static func writeDay(_ day: Int64, at place: UnsafeMutableRawPointer) {
        let (year, month, dayOfMonth) = CivilDay.civil(fromDay: day)
        Digits.write(year, width: 4, at: place)
        place.storeBytes(of: 0x2D, toByteOffset: 4, as: UInt8.self)
        Digits.write(month, width: 2, at: place + 5)
        place.storeBytes(of: 0x2D, toByteOffset: 7, as: UInt8.self)
        Digits.write(dayOfMonth, width: 2, at: place + 8)
    }
}
