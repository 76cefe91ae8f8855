import Ledger
public import Lifecycle

/// The state of one stream at any position: from a snapshot and the events behind it. From any thread; calls wait for
/// each other.
public final class StateReader: @unchecked Sendable {
    private let lock = ThreadLock()
    private let source: StateSource
    private let place: ViewPlace?
    private var file: String?
    /// Reads streams for histories.
    let ledger: LedgerReader
    let blames = BlameShelf()

    /// Reads a ledger and, where there is one, the snapshots beside it.
    ///
    /// The ledger must be open for writing in this process, or closed.
    /// - Parameters:
    ///   - views: the path that the keeper was given; none to fold from the ledger alone.
    ///   - bytesMax: how many bytes of event bodies the states kept in memory may come from.
    public init(ledger: String, views: String?, bytesMax: Int = 16 << 20) throws(ViewError) {
        do throws(LedgerError) {
            self.ledger = try LedgerReader(path: ledger)
            source = StateSource(self.ledger, nil, bytesMax: bytesMax)
        } catch {
            throw .ledger(error)
        }
        place = views.map { ViewPlace($0) }
    }

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
        try lock.held { () throws(ViewError) in
            let state: State = try found(stream, StateLimit(position: asOf ?? .max))
            guard state.version > 0 else { throw .notFound(stream: stream.name) }
            return state
        }
    }

    /// The state at a version of its stream, whoever else reads.
    func state<State: StreamState>(_ stream: StreamID, version: Int64) throws(ViewError) -> State {
        try lock.held { () throws(ViewError) in try found(stream, StateLimit(version: version)) }
    }

    private func found<State: StreamState>(_ stream: StreamID, _ limit: StateLimit) throws(ViewError) -> State {
        useSnapshots()
        return try ViewError.ledger { () throws(LedgerError) in
            let kept: KeptState<State> = try source.state(stream, limit)
            return kept.state
        }
    }

    /// Follows the file in use. Snapshots save time and are no truth: without them, all is folded.
    private func useSnapshots() {
        guard let current = place?.current, current != file else { return }
        file = current
        source.snapshots = try? Snapshots(try Connection(path: current, flags: ViewDigest.readOnly))
    }
}
