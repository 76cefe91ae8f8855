/// What became of one append of a batch. Only `appended` changed anything.
public enum AppendOutcome: Hashable, Sendable {
    /// The events are in the ledger, durably.
    case appended(Appended)
    /// The same person's same id with the same parameters was there before: its result, again.
    case repeated(Appended)
    /// A stream is not at the version it was expected to be at.
    case conflict(stream: String, expected: Int64, actual: Int64)
    /// The same person used this id for a command with other parameters.
    case commandIDReused
    /// Its form is not what the ledger takes: an error of the program that sent it.
    case malformed(String)

    /// Whether the append was made.
    public var isAppended: Bool { if case .appended = self { true } else { false } }
}
