import Ledger
import Views

/// Reads, decodes and folds every event, each into its stream's state.
enum Replay {
    /// Runs over the ledger of a folder.
    static func run(_ folder: String) throws(LedgerError) -> String {
        let timing = Timing()
        let report = try WholeReplay.run(path: folder + "/state/ledger.db")
        if let fault = report.faults.first { throw .fault(fault) }
        return timing.figures(report.events)
    }
}
