import Ledger
import Lifecycle

/// Builds the views anew in the temporary folder and compares their digests with those of a file, both as of the
/// position to which the file has come.
struct ViewComparison {
    private(set) var compared: [ViewName] = []
    private(set) var faults: [LedgerFault] = []

    /// - Parameter isLive: whether a keeper has the views, in this process perhaps.
    init(views path: String, isLive: Bool, ledger: String, _ progress: (Int64) -> Void) throws(LedgerError) {
        guard let current = ViewPlace(path).current else {
            throw .storage(StorageError(.absent, "compare the views", message: "there are none at \(path)"))
        }
        let copy = try isLive ? TemporaryCopy(ofLive: current) : TemporaryCopy(of: current)
        let live = try ViewFile(opening: copy.path)
        guard try live.isOfThisEdition() else {
            faults.append(LedgerFault(.view, "views at \(path)", expected: "this edition's", found: "another's"))
            return
        }
        let position = try Progress(live.connection).reached
        let file = try ViewFile(creating: copy.path + ".rebuilt")
        defer { ViewPlace.delete(file.path) }
        let readers = (try LedgerReader(path: ledger), try LedgerReader(path: ledger))
        let builder = try ViewBuilder(file, ledger: readers.0, states: readers.1, ViewOptions())
        while builder.position < position {
            try builder.foldBatch(upTo: position)
            progress(builder.position + 1)
        }
        try compare(live, file, asOf: position)
    }

    private mutating func compare(_ live: ViewFile, _ rebuilt: ViewFile, asOf position: Int64) throws(LedgerError) {
        let found = try ViewDigest.all(live.connection, asOf: position)
        let expected = try ViewDigest.all(rebuilt.connection, asOf: position)
        compared = ViewName.allCases
        for view in ViewName.allCases where found[view] != expected[view] {
            faults.append(LedgerFault(.view, "digest of \(view.rawValue) at position \(position)",
                                      expected: expected[view] ?? "none", found: found[view] ?? "none"))
        }
    }
}
