import Ledger

/// Stable ids of journal messages, 32 hexadecimal digits, one an event class and one an own message of the daemon.
///
/// Derived from the class's name, so that adding a class gives it an id for ever and none is given twice.
enum MessageID {
    /// The id of an event class, as `contract.signed`.
    static func event(_ kind: String) -> String { derived("event/" + kind) }

    /// The id of one of the daemon's own messages.
    static func daemon(_ message: DaemonMessage) -> String { derived("daemon/" + message.rawValue) }

    /// The first 128 bits of SHA-256, with version and variant of a UUID (RFC 9562 version 8).
    private static func derived(_ name: String) -> String {
        var bytes = Array(SHA.hash(Array("engaged.journal.v1/\(name)".utf8)).bytes.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes.map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

/// What the daemon says of itself.
enum DaemonMessage: String, CaseIterable, Sendable {
    case started, stopping, reloaded, denied, refused, entriesLost = "entries-lost"
    case ledgerCreated = "ledger-created", ledgerFault = "ledger-fault"
    case ledgerStrayed = "ledger-strayed", ledgerBack = "ledger-back"
    case storageStopped = "storage-stopped", storageFull = "storage-full", storageBack = "storage-back"
    case viewStopped = "view-stopped", viewsRebuilt = "views-rebuilt", checked, configuration
    case checkFailed = "check-failed", checkpointFailed = "checkpoint-failed", backupUnnoted = "backup-unnoted"
    case timersLocked = "timers-locked"
    case clockLeapt = "clock-leapt"
    case read, backedUp = "backed-up"
    case checkpoint, checkpointKey = "checkpoint-key"
    case socket, metrics
}
