/// How a ledger is opened. The defaults are what the daemon runs with.
public struct LedgerOptions: Sendable {
    /// After how many pages of 4 KiB the write-ahead log is moved into the database; the log is written out with
    /// zeros to that length beforehand, because overwriting needs no metadata in each commit's sync.
    public var logPages: Int32 = 4096

    /// The name of the SQLite file system to go through; tests put one underneath that loses power.
    package var fileSystem: String?

    /// `FULL`, or in the test that shows what less would lose, `OFF`.
    package var synchronous = "FULL"

    /// Whether the last command may have more events than are there, as in a copy that was interrupted.
    package var mayEndWithinCommand = false

    /// The daemon's options.
    public init() {}
}
