import Ledger
import Lifecycle
import Schema
import Views

/// The states of all streams as of the last event decided, folded on demand from a ledger. Used by one thread at a
/// time.
final class World {
    private let source: any LedgerStore
    private var engagements: StateCache<Engagement>
    private var providers: StateCache<Provider>
    private var governanceState: HeldState<Governance>?

    init(_ source: any LedgerStore, cacheBytesMax: Int) {
        self.source = source
        engagements = StateCache(bytesMax: cacheBytesMax)
        providers = StateCache(bytesMax: cacheBytesMax / 4)
    }

    /// Policy and persons.
    func governance() throws(LedgerError) -> Governance {
        try held(Governance.self, .governance).state
    }

    /// The stream's version; 0 where there is none.
    func version(of stream: StreamID) throws(LedgerError) -> Int64 {
        switch stream {
        case .engagement: try held(Engagement.self, stream).state.version
        case .provider: try held(Provider.self, stream).state.version
        case .governance: try held(Governance.self, stream).state.version
        }
    }

    /// The held state of any stream.
    func held<State: StreamState>(
        _ type: State.Type, _ stream: StreamID
    ) throws(LedgerError) -> HeldState<State> {
        switch stream {
        case .engagement:
            try cast(engagements.state(stream) { () throws(LedgerError) in try load(Engagement.self, stream) })
        case .provider:
            try cast(providers.state(stream) { () throws(LedgerError) in try load(Provider.self, stream) })
        case .governance:
            try cast(heldGovernance())
        }
    }

    /// Folds an event just decided, and counts its body towards the stream's size.
    ///
    /// - Throws: where the history does not allow the event; nothing has changed then.
    func fold(_ event: some Event, _ fact: Fact, in stream: StreamID, bytes: Int) throws(IllegalEvent) {
        try apply(event, fact, stream)
        switch stream {
        case .engagement: engagements.grew(stream, by: bytes)
        case .provider: providers.grew(stream, by: bytes)
        case .governance: break
        }
    }

    /// Remembers a stream's state; calling the result puts it back.
    func saved(_ stream: StreamID) throws(LedgerError) -> () -> Void {
        switch stream {
        case .engagement: World.saved(try held(Engagement.self, stream))
        case .provider: World.saved(try held(Provider.self, stream))
        case .governance: World.saved(try held(Governance.self, stream))
        }
    }

    private static func saved<State: StreamState>(_ held: HeldState<State>) -> () -> Void {
        let state = held.state
        return { held.state = state }
    }

    /// Forgets everything folded, after an append that did not come to be.
    func reset() {
        engagements.reset()
        providers.reset()
        governanceState = nil
    }

    private func apply<E: Event>(_ event: E, _ fact: Fact, _ stream: StreamID) throws(IllegalEvent) {
        guard let held = try? held(E.State.self, stream) else { throw IllegalEvent("its stream cannot be read") }
        try held.state.fold(event, fact)
    }

    private func heldGovernance() throws(LedgerError) -> HeldState<Governance> {
        if let governanceState { return governanceState }
        let (state, bytes) = try load(Governance.self, .governance)
        let new = HeldState(state, bytes: bytes, used: 0)
        governanceState = new
        return new
    }

    private func load<State: StreamState>(
        _ type: State.Type, _ stream: StreamID
    ) throws(LedgerError) -> (State, Int) {
        var state = State.initial(stream)
        var bytes = 0
        var authors = AuthorMemory()
        try source.scan(stream: stream.name, from: 1) { (row) throws(LedgerError) in
            bytes += row.body.count
            try state.fold(row, &authors)
            return true
        }
        return (state, bytes)
    }

    /// The stream's kind has decided the type already.
    private func cast<Found: StreamState, State: StreamState>(
        _ held: HeldState<Found>
    ) throws(LedgerError) -> HeldState<State> {
        guard let same = held as? HeldState<State> else {
            throw .fault(LedgerFault(
                .header, "state", expected: String(describing: State.self), found: String(describing: Found.self)))
        }
        return same
    }
}
