import Dispatch

/// Once a second, or as often as the watchdog wants: a sign of life while the write path moves, and the status line.
final class Heart: Sendable {
    nonisolated(unsafe) private let timer: any DispatchSourceTimer
    private let running: Running
    private let journal: Journal
    /// A batch that takes longer than this is stuck, and the watchdog shall have us.
    private static let stuckNanosecondsMax: UInt64 = 20_000_000_000

    init(_ running: Running, journal: Journal) {
        self.running = running
        self.journal = journal
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "engaged.heart"))
    }

    func start() {
        let watchdog = min(ServiceManager.watchdogMicroseconds ?? 60_000_000, 3_600_000_000)
        let interval = DispatchTimeInterval.microseconds(Int(min(max(watchdog / 3, 10_000), 1_000_000)))
        timer.schedule(deadline: .now() + interval, repeating: interval)
        let stuck = min(Heart.stuckNanosecondsMax, watchdog * 500)
        timer.setEventHandler { [running] in
            if running.writer.nanosecondsBusy < stuck { ServiceManager.alive() }
            ServiceManager.status(running.status)
        }
        timer.resume()
    }

    func stop() { timer.cancel() }
}
