import Ledger
import Lifecycle
import Schema

/// Folds events into the tables of one file. Used by one thread at a time, inside the file's transactions.
final class Folder {
    let states: StateSource
    private(set) var progress: Progress
    let snapshots: Snapshots
    private let trail: TrailTable
    private let registers: RegisterTables
    private let streams: StreamTable
    let pace: SnapshotPace
    private var stops: [ViewStatus] = []

    init(
        _ connection: Connection, _ ledger: LedgerReader, _ progress: Progress, _ options: ViewOptions
    ) throws(LedgerError) {
        snapshots = try Snapshots(connection)
        states = StateSource(ledger, snapshots, bytesMax: options.stateBytesMax)
        trail = try TrailTable(connection)
        registers = try RegisterTables(connection)
        streams = try StreamTable(connection)
        self.progress = progress
        pace = SnapshotPace(eventsMin: options.snapshotEvents)
        registers.taking = { [unowned self] view in self.progress.takes(view, self.progress.position + 1) }
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
        registers.reset()
        stops = []
    }

    /// The stops since the last call.
    func takeStops() -> [ViewStatus] {
        defer { stops = [] }
        return stops
    }

    private func take<State: ListedState>(
        _ row: borrowing EventRow, _ entry: StreamEntry, _ type: State.Type
    ) throws(LedgerError) {
        let position = row.position
        guard let event = State.eventIndex.type(named: row.typeBytes), event.schemaVersion == row.schema else {
            return stop([.trail] + State.views, at: position, "unknown event \(row.type), schema \(row.schema)")
        }
        let moves = event.needsState && State.views.contains { progress.takes($0, position) }
        guard let reading = moves ? try fold(row, entry, event) : glance(row, event) else { return }
        if progress.takes(.trail, position) {
            try trail.add(row, stream: entry.id, event.attention, reading.summary, reading.postings)
        }
        try snapshotIfDue(StateLimit(version: row.version, position: position), entry, type)
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
            fact = try Fact(row, &states.authors)
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
