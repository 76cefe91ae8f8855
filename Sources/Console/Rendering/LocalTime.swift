internal import Glibc
internal import Schema

/// Moments as people read them.
enum LocalTime {
    /// `2026-11-21 10:15:02` in the zone of the machine or of TZ, or with a Z in UTC.
    static func text(_ canonical: String, utc: Bool) -> String {
        guard let instant = Instant(canonical) else { return canonical }
        var seconds = time_t(instant.microseconds / 1_000_000)
        var parts = tm()
        if utc { gmtime_r(&seconds, &parts) } else { localtime_r(&seconds, &parts) }
        var room = [CChar](repeating: 0, count: 32)
        let count = strftime(&room, room.count, utc ? "%Y-%m-%d %H:%M:%SZ" : "%Y-%m-%d %H:%M:%S", &parts)
        return String(decoding: room.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}

extension LocalTime {
    /// The wall clock.
    static var now: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return (try? Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)) ?? .min
    }
}
