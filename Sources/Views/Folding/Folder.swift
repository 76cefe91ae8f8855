import Ledger
import Lifecycle
import Schema

/// Folds events into the tables of one file. Used by one thread at a time, inside the file's transactions.
final class Folder {
    let states: StateSource
    private(set) var progress: Progress
    private let snapshots: Snapshots
    private let trail: TrailTable
    private let registers: RegisterTables
    private let streams: StreamTable
    private let snapshotEvents: Int64
    private var stops: [ViewStatus] = []
    private var due: [StreamID] = []

    init(
        _ connection: Connection, _ ledger: LedgerReader, _ progress: Progress, _ options: ViewOptions
    ) throws(LedgerError) {
        snapshots = try Snapshots(connection)
        states = StateSource(ledger, snapshots, bytesMax: options.stateBytesMax)
        trail = try TrailTable(connection)
        registers = try RegisterTables(connection)
        streams = try StreamTable(connection)
        self.progress = progress
        snapshotEvents = options.snapshotEvents
    }

    /// Takes the next event. One that cannot be folded stops the views that need it, and is no error.
    func take(_ row: borrowing EventRow) throws(LedgerError) {
        let entry = try streams.entry(row.stream)
        switch entry.stream {
        case .engagement: try take(row, entry, Engagement.self)
        case .provider: try take(row, entry, Provider.self)
        case .governance: try take(row, entry, Governance.self)
        case nil: stop([.trail], at: row.position, "stream \(entry.name) is of no kind that is kept")
        }
        progress.advance(to: row.position)
    }

    /// Forgets what memory holds, after a batch that was taken back.
    func reset(_ progress: Progress) {
        self.progress = progress
        states.reset()
        streams.reset()
        due = []
        stops = []
    }

    /// The stops since the last call.
    func takeStops() -> [ViewStatus] {
        defer { stops = [] }
        return stops
    }

    /// Writes the snapshots that have become due.
    func writeSnapshots() throws(LedgerError) {
        defer { due = [] }
        for stream in due {
            switch stream {
            case .engagement: try writeSnapshot(stream, Engagement.self)
            case .provider: try writeSnapshot(stream, Provider.self)
            case .governance: try writeSnapshot(stream, Governance.self)
            }
        }
    }

    private func take<State: ListedState>(
        _ row: borrowing EventRow, _ entry: StreamEntry, _ type: State.Type
    ) throws(LedgerError) {
        let position = row.position
        guard let event = State.eventIndex[row.type], event.schemaVersion == row.schema else {
            return stop([.trail] + State.views, at: position, "unknown event \(row.type), schema \(row.schema)")
        }
        let moves = event.needsState && State.views.contains { progress.takes($0, position) }
        guard let reading = moves ? try fold(row, entry, event) : glance(row, event) else { return }
        if progress.takes(.trail, position) {
            try trail.add(row, stream: entry.id, event.attention, reading.summary, reading.postings)
        }
        try noteSnapshot(row.version, entry, type)
    }

    /// Reads the event alone; none where it cannot be read, which stops its views.
    private func glance<State: ListedState>(
        _ row: borrowing EventRow, _ event: EventType<State>
    ) -> EventReading? {
        let position = row.position
        do throws(IllegalEvent) {
            guard CivilDate(parsing: row.effectiveBytes.bindMemory(to: UInt8.self)) != nil,
                (try? Instant(microseconds: row.recorded)) != nil
            else { throw IllegalEvent("its date or time is none") }
            return try event.glance(row.body.bindMemory(to: UInt8.self))
        } catch {
            stop([.trail] + State.views, at: position, error.reason)
            return nil
        }
    }

    /// Folds the event into its stream's state and into the registers.
    private func fold<State: ListedState>(
        _ row: borrowing EventRow, _ entry: StreamEntry, _ event: EventType<State>
    ) throws(LedgerError) -> EventReading? {
        guard let stream = entry.stream, let kept: KeptState<State> = try before(row.version, row.position, stream)
        else { return glance(row, event) }
        let position = row.position
        let fact: Fact
        let reading: EventReading
        do {
            fact = try Fact(row)
            reading = try event.read(row.body.bindMemory(to: UInt8.self), fact, folding: &kept.state)
        } catch {
            stop([.trail] + State.views, at: position, "\(error)")
            return nil
        }
        kept.bytes += row.body.count
        if let illegal = reading.illegal {
            states.forget(stream)
            stop(State.views, at: position, illegal.reason)
        } else {
            let progress = progress
            registers.taking = { progress.takes($0, position) }
            let item = RegisterEntry(fact: fact, stream: entry.name, postings: reading.postings)
            try kept.state.enter(item, into: registers)
        }
        return reading
    }

    /// The state before a version; none where an event before it cannot be folded, which stops the state's views.
    private func before<State: ListedState>(
        _ version: Int64, _ position: Int64, _ stream: StreamID
    ) throws(LedgerError) -> KeptState<State>? {
        do throws(LedgerError) {
            return try states.state(stream, StateLimit(version: version - 1, position: position - 1))
        } catch {
            guard case .fault(let fault) = error, fault.kind == .body else { throw error }
            stop(State.views, at: position, "\(fault)")
            return nil
        }
    }

    private func stop(_ views: [ViewName], at position: Int64, _ reason: String) {
        for view in views where progress.takes(view, position) {
            progress.stop(view, at: position, reason)
            stops.append(progress.status(view))
        }
    }
}

extension Folder {
    /// Remembers a stream whose next snapshot has become due: every so many events, later at an eighth of its length.
    private func noteSnapshot<State: ListedState>(
        _ version: Int64, _ entry: StreamEntry, _ type: State.Type
    ) throws(LedgerError) {
        guard let stream = entry.stream else { return }
        guard let due = entry.snapshotDue else {
            let last = try snapshots.lastVersion(entry.name, states.format(type))
            entry.snapshotDue = next(after: last)
            return
        }
        guard version >= due else { return }
        entry.snapshotDue = next(after: version)
        self.due.append(stream)
    }

    private func writeSnapshot<State: ListedState>(
        _ stream: StreamID, _ type: State.Type
    ) throws(LedgerError) {
        let limit = StateLimit(position: progress.position)
        guard let kept: KeptState<State> = try before(limit, stream) else { return }
        try snapshots.save(kept.state, of: stream.name, states.format(type))
    }

    private func next(after version: Int64) -> Int64 { version + max(snapshotEvents, version / 8) }

    /// The state within a limit; none where it cannot be folded.
    private func before<State: ListedState>(
        _ limit: StateLimit, _ stream: StreamID
    ) throws(LedgerError) -> KeptState<State>? {
        do throws(LedgerError) {
            return try states.state(stream, limit)
        } catch {
            guard case .fault(let fault) = error, fault.kind == .body else { throw error }
            return nil
        }
    }
}
