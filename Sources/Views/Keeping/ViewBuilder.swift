import Ledger

/// One file of views with what it takes to bring it on. Used by one thread at a time.
final class ViewBuilder {
    let file: ViewFile
    private let ledger: LedgerReader
    private let folder: Folder
    private let options: ViewOptions
    /// How many events were folded.
    private(set) var eventsFolded: Int64 = 0

    /// - Parameters:
    ///   - ledger: what is read; events are visited under its lock.
    ///   - states: a second reader, for the states of streams meanwhile.
    init(
        _ file: ViewFile, ledger: LedgerReader, states: LedgerReader, _ options: ViewOptions
    ) throws(LedgerError) {
        self.file = file
        self.ledger = ledger
        self.options = options
        var progress = try Progress(file.connection)
        progress.resume()
        folder = try Folder(file.connection, states, progress, options)
    }

    /// Position of the last event that was offered.
    var position: Int64 { folder.progress.position }
    /// How far each view has come.
    var progress: Progress { folder.progress }
    /// The stops since the last call.
    func takeStops() -> [ViewStatus] { folder.takeStops() }

    /// Folds one batch, up to and including `last` at most.
    func foldBatch(upTo last: Int64) throws(LedgerError) {
        let before = folder.progress
        let first = position + 1
        let end = min(last, position + options.batchEventsMax)
        guard first <= end else { return }
        do throws(LedgerError) {
            try file.transaction { () throws(LedgerError) in
                try fold(first...end)
                try folder.progress.save(file.connection)
                try Anchor.save(at: end, of: ledger, file.connection)
            }
            eventsFolded += end - first + 1
        } catch {
            folder.reset(before)
            throw error
        }
    }

    private func fold(_ positions: ClosedRange<Int64>) throws(LedgerError) {
        try ledger.scan(positions.lowerBound..<positions.upperBound + 1) { (row) throws(LedgerError) in
            try folder.take(row)
            return true
        }
        guard position == positions.upperBound else {
            throw .fault(.init(
                .gap, at: position + 1, "events of the views' batch", expected: "up to \(positions.upperBound)",
                found: "up to \(position)"))
        }
    }
}
