public import Lifecycle

/// The state of one stream at any position: from a snapshot and the events behind it. From any thread.
public final class StateReader: Sendable {
    /// Reads a ledger and, where there is one, the snapshots beside it.
    ///
    /// The ledger must be open for writing in this process, or closed.
    /// - Parameter views: the path that the keeper was given; none to fold from the ledger alone.
    public init(ledger: String, views: String?, bytesMax: Int = 16 << 20) throws(ViewError) {}

    /// An engagement as it is, or was when that event was the last one.
    public func engagement(_ id: EngagementID, asOf: Int64? = nil) throws(ViewError) -> Engagement {
        try state(.engagement(id), asOf: asOf)
    }

    /// A provider as it is, or was.
    public func provider(_ id: ProviderID, asOf: Int64? = nil) throws(ViewError) -> Provider {
        try state(.provider(id), asOf: asOf)
    }

    /// Policy and persons as they are, or were.
    public func governance(asOf: Int64? = nil) throws(ViewError) -> Governance { try state(.governance, asOf: asOf) }

    /// Any stream's state; its type must be the stream's.
    ///
    /// - Throws: `ViewError.notFound` where the stream has no event yet.
    public func state<State: StreamState>(_ stream: StreamID, asOf: Int64? = nil) throws(ViewError) -> State {
        throw .notFound(stream: stream.name)
    }
}
