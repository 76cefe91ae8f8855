public import Lifecycle

extension StateReader {
    /// The events of a stream, each with what it changed.
    ///
    /// - Parameters:
    ///   - from: the first version wanted.
    ///   - to: the last version wanted.
    public func history(
        _ stream: StreamID, from: Int64 = 1, to: Int64? = nil, asOf: Int64? = nil, limit: Int = 1000
    ) throws(ViewError) -> [HistoryEntry] { [] }

    /// Every value of a stream's state, with the event that set it last.
    public func blame(_ stream: StreamID, asOf: Int64? = nil) throws(ViewError) -> [BlameRow] { [] }

    /// What differs in a stream's state between two positions of the log.
    public func diff(_ stream: StreamID, from: Int64, to: Int64) throws(ViewError) -> [Change] { [] }
}
