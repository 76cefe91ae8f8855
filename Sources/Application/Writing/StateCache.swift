import Lifecycle

/// A stream's state, kept in place so that folding an event copies nothing.
///
/// As if it could not be copied, so that a reader is lent it: copying an engagement for every look costs more than most
/// looks.
final class HeldState<State: ~Copyable> {
    var state: State
    var bytes: Int
    var used: UInt64

    init(_ state: consuming State, bytes: Int, used: UInt64) {
        self.state = state
        self.bytes = bytes
        self.used = used
    }

    /// Lends the state.
    func read<Result, Fault: Error>(
        _ body: (borrowing State) throws(Fault) -> Result
    ) throws(Fault) -> Result {
        try body(state)
    }
}

/// States of streams by id, the least recently used leaving first once the bodies they were folded from exceed a bound.
struct StateCache<State: StreamState> {
    private var held: [StreamID: HeldState<State>] = [:]
    /// The one asked for last: a command asks several times. Two variables, for a pair would be copied to be looked at.
    private var lastStream: StreamID?
    private var lastHeld: HeldState<State>?
    private var bytes = 0
    private var tick: UInt64 = 0
    private let bytesMax: Int

    init(bytesMax: Int) { self.bytesMax = bytesMax }

    /// The state of a stream, loaded where it is not held.
    mutating func state<Fault: Error>(
        _ stream: StreamID, load: () throws(Fault) -> (State, Int)
    ) throws(Fault) -> HeldState<State> {
        if lastStream == stream, let lastHeld { return lastHeld }
        tick &+= 1
        if let found = held[stream] {
            found.used = tick
            (lastStream, lastHeld) = (stream, found)
            return found
        }
        let (state, size) = try load()
        let new = HeldState(state, bytes: size, used: tick)
        held[stream] = new
        (lastStream, lastHeld) = (stream, new)
        bytes += size
        return new
    }

    /// A stream grew; others may have to leave.
    mutating func grew(_ stream: StreamID, by size: Int) {
        let grown = lastStream == stream ? lastHeld : held[stream]
        grown?.bytes += size
        bytes += size
        if bytes > bytesMax { evict(keeping: stream) }
    }

    /// Forgets everything: what is held may be ahead of the ledger.
    mutating func reset() {
        held = [:]
        (lastStream, lastHeld) = (nil, nil)
        bytes = 0
    }

    /// Leaves room: a quarter goes at once, so that this does not happen at every event.
    private mutating func evict(keeping stream: StreamID) {
        (lastStream, lastHeld) = (nil, nil)
        for (id, entry) in held.sorted(by: { $0.value.used < $1.value.used }) where id != stream {
            guard bytes > bytesMax / 4 * 3 else { return }
            held[id] = nil
            bytes -= entry.bytes
        }
    }
}
