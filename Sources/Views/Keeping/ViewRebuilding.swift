import Ledger

/// A file of views on its way beside the live one.
final class ViewRebuilding {
    let file: ViewFile
    private let live: String?
    private let builder: ViewBuilder
    private let position: Int64
    private let isCancelled: @Sendable () -> Bool

    init(
        place: ViewPlace, ledger: String, to position: Int64, _ options: ViewOptions,
        isCancelled: @escaping @Sendable () -> Bool
    ) throws(LedgerError) {
        live = place.current
        self.isCancelled = isCancelled
        self.position = position
        file = try ViewFile(creating: place.fresh())
        do throws(LedgerError) {
            let readers = (try LedgerReader(path: ledger), try LedgerReader(path: ledger))
            builder = try ViewBuilder(file, ledger: readers.0, states: readers.1, options)
            try fold(to: position)
        } catch {
            ViewPlace.delete(file.path)
            throw error
        }
    }

    var path: String { file.path }

    /// Folds on, up to and including a position.
    func fold(to position: Int64) throws(LedgerError) {
        while builder.position < position {
            guard !isCancelled() else {
                throw .storage(StorageError(.other, "fold the views anew", message: "the views are being closed"))
            }
            try builder.foldBatch(upTo: position)
        }
    }

    /// Compares each view with the live one, both as of the same position.
    func compare() throws(LedgerError) -> RebuildReport {
        let mine = try ViewDigest.all(file.connection, asOf: position)
        var differing: [ViewName] = []
        if let live {
            let theirs = try ViewDigest.all(try Connection(path: live, flags: ViewDigest.readOnly), asOf: position)
            differing = ViewName.allCases.filter { theirs[$0] != mine[$0] }
        }
        return RebuildReport(
            position: position, events: builder.eventsFolded, digests: mine, differing: differing)
    }
}
