internal import CSystemd
import Glibc
import Schema

/// The daemon's clock: wall time that never goes back in the log, and stops writing when it leaps ahead.
///
/// If the wall clock outruns CLOCK_BOOTTIME by more than ten minutes, everything due for years would fire at once;
/// writing then waits until the operator confirms the time.
struct DaemonClock: Sendable {
    /// Ten minutes.
    static let leapMax: Int64 = 600_000_000
    /// Where the time comes from; tests inject it, no option does.
    let source: @Sendable () -> Reading
    private var last: Int64
    private var drift: Int64

    /// One look at both clocks, in microseconds.
    struct Reading: Sendable {
        var wall: Int64
        var boot: Int64
    }

    /// A clock that continues a log.
    init(after last: Int64, source: @escaping @Sendable () -> Reading = DaemonClock.system) {
        self.source = source
        self.last = last
        let now = source()
        drift = now.wall - now.boot
    }

    /// The time to record: holds where the wall clock went back, none where it leapt ahead.
    mutating func next() -> Instant? {
        let now = source()
        guard !leapt(now) else { return nil }
        drift = min(drift, now.wall - now.boot)
        last = max(last, now.wall)
        return try? Instant(microseconds: last)
    }

    /// Whether the wall clock has outrun the other.
    var hasLeapt: Bool { leapt(source()) }

    private func leapt(_ now: Reading) -> Bool { now.wall - now.boot - drift > DaemonClock.leapMax }

    /// Accepts the wall clock as it is now.
    mutating func confirm() {
        let now = source()
        drift = now.wall - now.boot
    }

    /// The kernel's clocks.
    static let system: @Sendable () -> Reading = {
        Reading(wall: microseconds(CLOCK_REALTIME), boot: microseconds(CLOCK_BOOTTIME))
    }

    private static func microseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}
