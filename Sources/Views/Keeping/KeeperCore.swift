import Ledger
import Synchronization

/// What the keeper's thread works with. But for `beginRebuild` and `end`, used on that thread only.
final class KeeperCore: @unchecked Sendable {
    let onIncident: @Sendable (ViewIncident) -> Void
    private let place: ViewPlace
    private let ledgerPath: String
    private let options: ViewOptions
    private let ledger, states: LedgerReader
    private var builder: ViewBuilder
    private var foldedBefore: Int64 = 0
    private var failure: LedgerError?
    private let ending = Atomic<Bool>(false)

    init(
        path: String, ledger: String, _ options: ViewOptions, _ onIncident: @escaping @Sendable (ViewIncident) -> Void
    ) throws(LedgerError) {
        self.onIncident = onIncident
        self.options = options
        place = ViewPlace(path)
        ledgerPath = ledger
        self.ledger = try LedgerReader(path: ledger)
        states = try LedgerReader(path: ledger)
        let opening = ViewOpening(place: place, ledger: self.ledger, onIncident)
        builder = try ViewBuilder(try opening.open(), ledger: self.ledger, states: states, options)
        place.sweep()
    }

    private var hasEnded: Bool { ending.load(ordering: .acquiring) }

    /// Position of the last event that every running view has taken.
    var position: Int64 { builder.progress.reached }

    var status: KeeperStatus {
        KeeperStatus(
            position: position, views: builder.progress.statuses, eventsFolded: foldedBefore + builder.eventsFolded,
            failure: failure.map { "\($0)" })
    }

    /// Folds batch by batch to the ledger's end.
    ///
    /// - Returns: what kept it from getting there.
    func flush(_ eachBatch: (_ last: Int64) -> Void) -> LedgerError? {
        guard !hasEnded else { return nil }
        do throws(LedgerError) {
            try advance(eachBatch)
            failure = nil
        } catch {
            if failure != error { onIncident(.failed(error)) }
            failure = error
            eachBatch(builder.position)
        }
        return failure
    }

    private func advance(_ eachBatch: (_ last: Int64) -> Void) throws(LedgerError) {
        var isFresh = false
        while !hasEnded {
            let last = try ledger.head().next - 1
            guard builder.position < last else { return eachBatch(last) }
            do throws(LedgerError) {
                try builder.foldBatch(upTo: last)
            } catch {
                guard !isFresh, case .fault = error, !builder.file.isSound else { throw error }
                isFresh = true
                try beginAnew("\(error)")
            }
            for stop in builder.takeStops() {
                onIncident(.stopped(view: stop.view, at: stop.stoppedAt ?? -1, reason: stop.reason ?? ""))
            }
            eachBatch(last)
        }
    }

    /// A damaged file gives way to a new one.
    private func beginAnew(_ reason: String) throws(LedgerError) {
        let opening = ViewOpening(place: place, ledger: ledger, onIncident)
        use(try ViewBuilder(try opening.create(because: reason), ledger: ledger, states: states, options))
    }

    private func use(_ other: ViewBuilder) {
        foldedBefore += builder.eventsFolded
        builder = other
        place.sweep()
    }

    /// Ends all work: a fold that runs ends behind its batch. From any thread.
    func end() { ending.store(true, ordering: .releasing) }
}

extension KeeperCore {
    /// Begins a file beside the live one and brings it to a position; from any thread.
    func beginRebuild(at position: Int64) throws(LedgerError) -> ViewRebuilding {
        try ViewRebuilding(place: place, ledger: ledgerPath, to: position, options) { [self] in hasEnded }
    }

    /// Brings the rebuilt file to where the live one stands and puts it in its place.
    func finish(_ rebuilding: ViewRebuilding) -> LedgerError? {
        do throws(LedgerError) {
            guard !hasEnded else { return nil }
            try rebuilding.fold(to: builder.position)
            try place.adopt(rebuilding.path)
            use(try ViewBuilder(rebuilding.file, ledger: ledger, states: states, options))
            return nil
        } catch {
            return error
        }
    }
}
