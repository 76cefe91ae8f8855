import Ledger
import Views

/// Times of the full check and of building the views anew.
enum Checks {
    /// Every record, hash, tree node, command and stream; SQLite's own integrity check is not in it.
    static func verify(_ folder: String) throws(LedgerError) -> String {
        let reader = try LedgerReader(path: folder + "/state/ledger.db")
        let events = try reader.head().next
        let timing = Timing()
        let report = try reader.fullCheck(structure: false)
        if let fault = report.faults.first { throw .fault(fault) }
        return timing.figures(events)
    }

    /// The views of a ledger from nothing, beside the live ones, and compared with them.
    static func rebuild(_ folder: String) throws -> String {
        let ledger = folder + "/state/ledger.db"
        let events = try LedgerReader(path: ledger).head().next
        let keeper = try ViewKeeper(path: folder + "/cache/views.db", ledger: ledger) { _ in }
        try keeper.catchUp()
        defer { keeper.stop() }
        let timing = Timing()
        let report = try keeper.rebuild()
        guard report.differing.isEmpty else {
            throw LedgerError.fault(LedgerFault(
                .disturbed, "rebuild", expected: "the same digests", found: "\(report.differing)"))
        }
        return timing.figures(events)
    }
}
