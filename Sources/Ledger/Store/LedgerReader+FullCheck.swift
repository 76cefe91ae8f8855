extension LedgerReader {
    /// Looks at every event, body, hash, tile and command of the ledger as it is now, names each fault and goes on.
    ///
    /// It runs on threads of its own at low priority, in short read transactions, so that a writer beside it is not
    /// held up. Events added meanwhile are not looked at.
    ///
    /// - Parameters:
    ///   - structure: whether SQLite's own check of pages and indexes is made too, which takes about as long again.
    ///   - demands: a key that is trusted, and checkpoints that were kept elsewhere.
    ///   - workers: the number of threads.
    ///   - progress: told how many events of how many are done.
    ///   - cancelled: asked now and then; true ends the check.
    /// - Throws: `LedgerError.storage` where the file cannot be read; damage is a fault in the report.
    public func fullCheck(structure: Bool = true, demands: CheckDemands = CheckDemands(), workers: Int = 2,
                          progress: (Int64, Int64) -> Void = { _, _ in },
                          cancelled: () -> Bool = { false }) throws(LedgerError) -> CheckReport {
        let connection = try source.connect()
        let extent = try CheckExtent(connection)
        let size = extent.size
        let heads = try TreeHeads.read(connection, upTo: size, and: demands.sizes)
        var check = try FullCheck(connection, size: size, heads: heads, demands: demands)
        let pool = CheckPool(source, size: size, heads: heads, workers: max(workers, 0))
        var report = try check.run(pool, progress: progress, cancelled: cancelled)
        if structure && report.isComplete {
            try check.checkStructure()
            report = check.report
        }
        report.faults += extent.faults
        if let fault = source.lengthFault() { report.faults.append(fault) }
        if let disturbance = try source.disturbance() { report.faults.append(disturbance) }
        return report
    }
}
