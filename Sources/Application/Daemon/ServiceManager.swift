import CSystemd
import Glibc

/// What we tell systemd, and the sockets it hands us (sd_notify(3), sd_listen_fds(3)). Without systemd nothing happens.
enum ServiceManager {
    /// `READY=1` and the first status.
    static func ready(_ status: String) { notify("READY=1\nSTATUS=\(status)") }
    /// Figures for `systemctl status`.
    static func status(_ text: String) { notify("STATUS=\(text)") }
    /// The daemon is about to end.
    static func stopping(_ status: String) { notify("STOPPING=1\nSTATUS=\(status)") }
    /// The watchdog's sign of life.
    static func alive() { notify("WATCHDOG=1") }

    /// A reload begins; `ready` ends it. The clock is what Type=notify-reload compares.
    static func reloading() {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        let microseconds = Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
        notify("RELOADING=1\nMONOTONIC_USEC=\(microseconds)")
    }

    /// Start-up goes on with a step that may take its time, whatever the unit's time-out says: two minutes from now.
    static func begin(_ step: String) { notify("EXTEND_TIMEOUT_USEC=120000000\nSTATUS=\(step)") }

    /// How often the watchdog wants a sign, in microseconds; none where it is off.
    static var watchdogMicroseconds: UInt64? {
        var interval: UInt64 = 0
        return sd_watchdog_enabled(0, &interval) > 0 ? interval : nil
    }

    /// The descriptors of listening sockets that systemd hands over; the environment is cleared, so once only.
    static func listeningDescriptors() -> [Int32] {
        let count = sd_listen_fds(1)
        return count > 0 ? (0..<count).map { SD_LISTEN_FDS_START + $0 } : []
    }

    private static func notify(_ text: String) { _ = sd_notify(0, text) }
}
