import Ledger
import Lifecycle
import Schema

/// A stream's state, kept in place so that folding an event copies nothing.
final class KeptState<State: StreamState> {
    var state: State
    var bytes: Int

    init(_ state: State, bytes: Int) {
        self.state = state
        self.bytes = bytes
    }
}

/// States of streams at any point: from memory, from snapshots, from the ledger. Used by one thread at a time.
final class StateSource {
    let ledger: LedgerReader
    var snapshots: Snapshots?
    private var kept: [StreamID: Entry] = [:]
    private var bytes = 0
    private var tick: UInt64 = 0
    private let bytesMax: Int
    private var formats: [ObjectIdentifier: [UInt8]] = [:]
    var authors = AuthorMemory()

    private struct Entry {
        var holder: AnyObject
        var bytes: Int
        var used: UInt64
    }

    init(_ ledger: LedgerReader, _ snapshots: Snapshots?, bytesMax: Int) {
        self.ledger = ledger
        self.snapshots = snapshots
        self.bytesMax = bytesMax
    }

    /// The state within the limit, folded as far as the limit and the ledger allow. It is kept in memory unless a
    /// later one is there already.
    ///
    /// - Throws: `LedgerFault.Kind.body` where an event cannot be folded.
    func state<State: StreamState>(
        _ stream: StreamID, _ limit: StateLimit
    ) throws(LedgerError) -> KeptState<State> {
        tick &+= 1
        guard let entry = kept[stream], let holder = entry.holder as? KeptState<State> else {
            let fresh: KeptState<State> = try load(stream, limit)
            keep(fresh, stream)
            return fresh
        }
        guard limit.allows(holder.state) else { return try load(stream, limit) }
        do throws(LedgerError) {
            try foldTail(of: holder, stream, limit)
        } catch {
            forget(stream)
            throw error
        }
        keep(holder, stream)
        return holder
    }

    /// Forgets a stream's state, as after an event that spoilt it.
    func forget(_ stream: StreamID) {
        if let entry = kept.removeValue(forKey: stream) { bytes -= entry.bytes }
    }

    /// Forgets every state.
    func reset() {
        kept = [:]
        bytes = 0
    }

    /// How many states are in memory.
    var count: Int { kept.count }

    /// A state that nobody else holds, from the nearest snapshot.
    func load<State: StreamState>(_ stream: StreamID, _ limit: StateLimit) throws(LedgerError) -> KeptState<State> {
        let found: (state: State, bytes: Int)? =
            try snapshots?.latest(stream.name, limit, format(State.self))
        let holder = KeptState(found?.state ?? State.initial(stream), bytes: found?.bytes ?? 0)
        try foldTail(of: holder, stream, limit)
        return holder
    }

    /// Identifies the form of snapshots.
    func format<State: StreamState>(_ type: State.Type) -> [UInt8] {
        if let format = formats[ObjectIdentifier(type)] { return format }
        let format = ShapeText.format(type)
        formats[ObjectIdentifier(type)] = format
        return format
    }

    private func foldTail<State: StreamState>(
        of holder: KeptState<State>, _ stream: StreamID, _ limit: StateLimit
    ) throws(LedgerError) {
        guard holder.state.version < limit.version, holder.state.position < limit.position else { return }
        try ledger.scan(stream: stream.name, from: holder.state.version + 1) { (row) throws(LedgerError) in
            guard limit.allows(row) else { return false }
            try holder.state.fold(row, &authors)
            holder.bytes += row.body.count
            return true
        }
    }

    /// Counts the state as the last one used; others may have to leave.
    private func keep<State: StreamState>(_ holder: KeptState<State>, _ stream: StreamID) {
        bytes += holder.bytes + 512 - (kept[stream]?.bytes ?? 0)
        kept[stream] = Entry(holder: holder, bytes: holder.bytes + 512, used: tick)
        if bytes > bytesMax { evict(but: stream) }
    }

    /// A quarter goes at once, so that this does not happen at every event.
    private func evict(but stream: StreamID) {
        for (id, entry) in kept.sorted(by: { $0.value.used < $1.value.used }) where id != stream {
            guard bytes > bytesMax / 4 * 3 else { return }
            kept[id] = nil
            bytes -= entry.bytes
        }
    }
}
