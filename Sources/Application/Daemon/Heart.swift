import Dispatch
import Synchronization

/// Once a second, or as often as the watchdog wants: a sign of life while the write path moves, and the status line.
final class Heart: Sendable {
    nonisolated(unsafe) private let timer: any DispatchSourceTimer
    private let running: Running
    private let worries: Worries
    /// A batch that takes longer than this is stuck, and the watchdog shall have us.
    private static let stuckNanosecondsMax: UInt64 = 20_000_000_000

    init(_ running: Running, journal: Journal) {
        self.running = running
        worries = Worries(journal)
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "engaged.heart"))
    }

    func start() {
        let watchdog = min(ServiceManager.watchdogMicroseconds ?? 60_000_000, 3_600_000_000)
        let interval = DispatchTimeInterval.microseconds(Int(min(max(watchdog / 3, 10_000), 1_000_000)))
        timer.schedule(deadline: .now() + interval, repeating: interval)
        let stuck = min(Heart.stuckNanosecondsMax, watchdog * 500)
        timer.setEventHandler { [running, worries] in
            if running.writer.nanosecondsBusy < stuck { ServiceManager.alive() }
            ServiceManager.status(running.status)
            worries.look(running)
        }
        timer.resume()
    }

    func stop() { timer.cancel() }
}

/// Says once that recording has stopped and why, and once that it goes on; stops it where files are not in their place.
private final class Worries: Sendable {
    private let journal: Journal
    private let isFull = Atomic<Bool>(false)
    private let hasLeapt = Atomic<Bool>(false)
    private let hasStrayed = Atomic<Bool>(false)

    init(_ journal: Journal) { self.journal = journal }

    func look(_ running: Running) {
        lookForFiles(running)
        let full = running.meter.foundNoRoom, leapt = running.writer.distrustsTime
        if isFull.exchange(full, ordering: .relaxed) != full {
            if full {
                journal.say(.storageFull, .error, "the disk is full: nothing can be recorded until there is room")
            } else {
                journal.say(.storageBack, .notice, "there is room again: recording goes on")
            }
        }
        if !hasLeapt.exchange(leapt, ordering: .relaxed), leapt {
            journal.say(.clockLeapt, .error, "the wall clock leapt ahead: nothing is recorded until it is confirmed")
        }
    }

    /// What is written to a file without a name is gone when we end: nobody is told any more that it is recorded. We
    /// stay, for our descriptors are the only way to what was.
    private func lookForFiles(_ running: Running) {
        let strayed = running.openFiles.strayed().joined(separator: ", ")
        let obstacle = strayed.isEmpty ? nil : "\(strayed): moved, removed or replaced while it was in use"
        running.hold(obstacle)
        guard hasStrayed.exchange(obstacle != nil, ordering: .relaxed) != (obstacle != nil) else { return }
        if let obstacle {
            journal.say(.ledgerStrayed, .error, "\(obstacle); nothing is recorded until it is back. If it was removed, "
                + "copy everything before this daemon ends: \(running.openFiles.rescue)")
        } else {
            journal.say(.ledgerBack, .notice, "the ledger's files are back in their place: recording goes on")
        }
    }
}
