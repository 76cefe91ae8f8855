import Schema

extension Instant {
    /// The wall clock; for names and waiting, never for the record, which has ``DaemonClock``.
    static var now: Instant { (try? Instant(microseconds: DaemonClock.system().wall)) ?? .min }
}
