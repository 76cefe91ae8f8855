import Glibc
import Ledger
import Schema
import Synchronization
import Views

extension Running {
    /// Everything that an operator would look at, in the order of looking.
    var health: [HealthCheck] {
        [permissions, room, clock, writing, views, roles, fullChecked, signed, backedUp]
    }

    /// The timers ask as operators; who takes the role from their group stops them.
    private var roles: HealthCheck {
        guard let fault = gatekeeper.timersFault else {
            return .of("roles", .good, "as the configuration has them")
        }
        return .of("roles", .warning, "\(fault)", hint: "name the group there too, then: engagectl reload")
    }

    private var permissions: HealthCheck {
        let folder = storage.stateDirectory
        var status = stat()
        guard stat(folder, &status) == 0 else {
            return HealthCheck.of("permissions", .bad, "\(folder) cannot be looked at")
        }
        if let fault = [storage.ledgerPath, storage.textsPath].lazy.compactMap(Running.loose).first { return fault }
        let isPrivate = status.st_mode & 0o077 == 0 && status.st_uid == geteuid()
        return HealthCheck.of(
            "permissions", isPrivate ? .good : .warning, Running.modes(folder, status),
            hint: "chown engaged:engaged \(folder); chmod 0700 \(folder)")
    }

    /// A file that others may write, or that is somebody else's: what was put there by hand, as root.
    private static func loose(_ path: String) -> HealthCheck? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            return .of(
                "permissions", .bad, "\(path) is not there any more",
                hint: "do not stop the daemon; OPERATIONS.md, \"A ledger that was taken away\"")
        }
        if status.st_mode & 0o022 == 0, status.st_uid == geteuid() { return nil }
        return .of(
            "permissions", .warning, modes(path, status), hint: "chown engaged:engaged \(path); chmod 0600 \(path)")
    }

    private static func modes(_ path: String, _ status: stat) -> String {
        "\(path) has mode 0\(String(status.st_mode & 0o777, radix: 8)) and owner \(status.st_uid)"
    }

    /// Below a twentieth or 256 MiB somebody should look; below 32 MiB writing is about to end.
    private var room: HealthCheck {
        guard let space else { return HealthCheck.of("space", .warning, "the file system does not say how full it is") }
        let detail = "\(space.free >> 20) MiB of \(space.total >> 20) MiB are free where the ledger lies"
        let isScarce = space.free < 256 << 20 || space.free < space.total / 20
        return HealthCheck.of(
            "space", space.free < 32 << 20 ? .bad : isScarce ? .warning : .good, detail,
            hint: "make room below \(storage.stateDirectory); writing resumes by itself")
    }

    private var clock: HealthCheck {
        let last = (try? ledger.head().recorded) ?? 0
        return Running.clock(isDistrusted: writer.distrustsTime, behind: last - Instant.now.microseconds)
    }

    /// - Parameter behind: how many microseconds the wall clock is behind the log's last event; time holds so long.
    static func clock(isDistrusted: Bool, behind: Int64) -> HealthCheck {
        if isDistrusted {
            return .of(
                "clock", .bad, "the wall clock leapt ahead, and nothing is written until an operator confirms it",
                hint: "look at timedatectl; when the time is right: engagectl time confirm")
        }
        guard behind > 60_000_000 else { return .of("clock", .good, "the wall clock is believed") }
        return .of(
            "clock", .warning, "the wall clock is \(behind / 1_000_000) s behind the last event, at whose time "
                + "everything is recorded until it has caught up",
            hint: "look at timedatectl: either the clock is wrong now, or it was when that was recorded")
    }

    private var writing: HealthCheck {
        if let obstacle = meter.obstacle {
            return .of(
                "writer", .bad, "\(obstacle); nothing is recorded",
                hint: "do not stop the daemon; OPERATIONS.md, \"A ledger that was taken away\"")
        }
        let queue = writer.queueLength, seconds = writer.nanosecondsBusy / 1_000_000_000
        return HealthCheck.of(
            "writer", seconds < 5 ? .good : .bad, "\(queue) commands wait; the present batch takes \(seconds) s",
            hint: "journalctl -u engaged; is the disk slow or stuck?")
    }

    private var views: HealthCheck {
        let status = keeper.status
        let hint = "journalctl -x -u engaged says what to do"
        if let failure = status.failure { return HealthCheck.of("views", .bad, failure, hint: hint) }
        if let stopped = status.views.first(where: { $0.stoppedAt != nil }) {
            let reason = "\(stopped.view) stopped at \(stopped.stoppedAt ?? 0): \(stopped.reason ?? "")"
            return HealthCheck.of("views", .bad, reason, hint: hint)
        }
        let lag = max(head - 1 - status.position, 0)
        return HealthCheck.of("views", lag < 100_000 ? .good : .warning, "\(lag) events behind the ledger", hint: hint)
    }

    private var fullChecked: HealthCheck {
        if let failure = notes.withLock({ $0.checkFailure }) {
            return .of("full check", .warning, "could not be made: \(failure)", hint: "engagectl audit verify")
        }
        guard let sound = notes.withLock({ $0.soundAt }) else {
            return HealthCheck.of("full check", .good, "still running; a fault would end the daemon")
        }
        return HealthCheck.of("full check", .good, "the whole ledger was found sound at \(Running.text(sound))")
    }

    /// A checkpoint is made whenever the log has grown; where it has not, the last one covers it all.
    private var signed: HealthCheck {
        let hint = "engagectl audit checkpoint; where no key is in force: engagectl audit rotate-key"
        guard let last = try? ledger.lastCheckpoint() else {
            return .of("checkpoint", .warning, "the log's head was never signed", hint: hint)
        }
        let uncovered = max(head - last.size, 0)
        let isRecent = uncovered == 0 || Instant.now.microseconds - last.made < 86_400_000_000
        return .of(
            "checkpoint", isRecent ? .good : .warning,
            "\(last.size) events signed at \(Running.text(last.made)), \(uncovered) since", hint: hint)
    }

    /// A backup is a day old at most where the timer runs; two days are let pass.
    private var backedUp: HealthCheck {
        let hint = "systemctl start engaged-backup.service; systemctl list-timers engaged-backup.timer"
        guard let last = library.operations.lastBackup else {
            return .of("backup", .warning, "there is no verified backup", hint: hint)
        }
        let isRecent = Instant.now.microseconds - last.verified.microseconds < 172_800_000_000
        let place = last.place.map { ", written to \($0)" } ?? ""
        return .of(
            "backup", isRecent ? .good : .warning, "\(last.size) events, verified at \(last.verified)\(place)",
            hint: hint)
    }

    private static func text(_ microseconds: Int64) -> String {
        (try? Instant(microseconds: microseconds))?.description ?? "?"
    }
}
