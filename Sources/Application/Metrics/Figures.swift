import Ledger
import Views

/// What the daemon can say of itself in numbers, at one moment.
struct Figures: Sendable {
    /// Microseconds since 1970 at which the daemon began to serve.
    var started: Int64
    /// Events in the ledger.
    var events: Int64
    /// Events that the views have not taken.
    var viewLag: Int64
    /// Commands that wait for the writer.
    var queue: Int
    /// Who follows the log.
    var subscribers: Int
    /// Connections.
    var connections: Int
    /// Calls denied since the start.
    var denials: Int
    /// What the writer's commits cost.
    var writer: WriterMeter.Reading
    /// What the registers hold; none while the views cannot be read.
    var registers: RegisterCounts?
    /// Whether commands can be recorded: the disk has room, and the clock is believed.
    var isWritable: Bool
    /// Bytes that are free where the ledger lies; none where the system does not say.
    var freeBytes: Int64?
    /// Microseconds since 1970 of the last backup that was verified.
    var lastBackup: Int64?
    /// Microseconds since 1970 of the last signed checkpoint.
    var lastCheckpoint: Int64?
    /// Events that no signed checkpoint covers.
    var unsigned: Int64
    /// Microseconds since 1970 at which the whole ledger was last found sound.
    var lastFullCheck: Int64?
}
