import Glibc
import Ledger
import Lifecycle
import Schema
import Synchronization
import Varlink
import Views

extension Running {
    /// Everything as it stands now; the registers as they were last taken.
    var figures: Figures {
        let events = head, signed = try? ledger.lastCheckpoint()
        return Figures(
            started: started, events: events, viewLag: max(events - 1 - keeper.position, 0),
            queue: writer.queueLength, subscribers: subscriptions.count, connections: listener.connectionCount,
            denials: gatekeeper.denials, writer: meter.reading, registers: notes.withLock { $0.registers },
            isWritable: meter.isWritable && !writer.distrustsTime, freeBytes: space?.free,
            lastBackup: library.operations.lastBackup?.verified.microseconds,
            lastCheckpoint: signed?.made, unsigned: max(events - (signed?.size ?? 0), 0),
            lastFullCheck: notes.withLock { $0.soundAt })
    }

    /// Counts what the registers hold, and notes how long the log is, unless nothing has happened since the last time.
    func takeRegisters() {
        let today = Instant.now.civilDate, position = keeper.position
        let isKnown = notes.withLock { $0.registers != nil && $0.countedAt == position && $0.countedOn == today }
        guard !isKnown else { return }
        LengthNote(storage).keep(head)
        guard let counted = counted(today) else { return }
        notes.withLock { notes in
            notes.registers = counted
            notes.countedAt = position
            notes.countedOn = today
        }
    }

    /// None while the views cannot be read.
    private func counted(_ today: CivilDate) -> RegisterCounts? {
        guard let views = library.shelves?.views else { return nil }
        do throws(ViewError) { return try views.counts(today: today) } catch { return nil }
    }

    /// Bytes where the ledger lies: free for us, and in all.
    var space: (free: Int64, total: Int64)? {
        var status = statvfs()
        guard statvfs(storage.ledgerPath, &status) == 0 else { return nil }
        let block = UInt64(status.f_frsize)
        return (Int64(clamping: UInt64(status.f_bavail) &* block), Int64(clamping: UInt64(status.f_blocks) &* block))
    }
}

/// What is noted beside the ledger while the daemon runs.
struct RunningNotes: Sendable {
    /// The registers as last counted.
    var registers: RegisterCounts?
    /// The views' position then.
    var countedAt: Int64 = -1
    /// The day then, in UTC.
    var countedOn: CivilDate?
    /// When the whole ledger was found sound, in microseconds since 1970.
    var soundAt: Int64?
    /// Why that could not be found out, where it could not.
    var checkFailure: String?
}
