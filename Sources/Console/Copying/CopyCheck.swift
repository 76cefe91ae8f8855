internal import Glibc
internal import Ledger
internal import Schema
internal import Views

/// Looks at every event of a file that was written, as an auditor would: nothing is done before it is sound.
enum CopyCheck {
    /// The full check of a ledger's file.
    ///
    /// - Throws: exit code 4 with every fault named, as far as a person reads.
    static func ledger(
        _ path: String, _ invocation: Invocation, against: [SignedNote] = []
    ) throws(CommandFailure) -> CheckReport {
        let line = ProgressLine(invocation, "checking events")
        defer { line.end() }
        let report = try CommandFailure.of { () throws(LedgerError) in
            try LedgerReader(path: path).fullCheck(
                demands: CheckDemands(against: against), progress: { line.show($0, of: $1) })
        }
        line.end()
        guard !report.isSound else { return report }
        for fault in report.faults.prefix(20) { invocation.output.note("  \(fault)") }
        throw .unsound("\(path) is not sound: \(counted(report.faults.count, report.isCutOff))")
    }

    /// How many faults there are, of which twenty were named.
    private static func counted(_ count: Int, _ isCutOff: Bool) -> String {
        (isCutOff ? "more than " : "") + "\(count) fault\(count == 1 ? "" : "s")"
            + (count > 20 ? ", the first 20 of them above" : "")
    }

    /// Every text of a file of texts.
    static func texts(_ path: String, size: Int64, _ invocation: Invocation) throws(CommandFailure) -> TextsSummary {
        let (found, persons) = try CommandFailure.of { () throws(LedgerError) in
            let reader = try TextsReader(path: path)
            return (try reader.check(size: size), try reader.personCount())
        }
        for fault in found.faults.prefix(20) { invocation.output.note("  \(fault)") }
        guard found.faults.isEmpty else {
            throw .unsound("\(path) is not sound: \(counted(found.faults.count, false))")
        }
        return TextsSummary(texts: Int64(found.texts), erased: Int64(found.erased), persons: persons)
    }

    /// Removes a folder in which nothing has arrived, and nothing else lies: what was asked for was denied.
    static func discard(_ folder: String, _ files: [String]) {
        for file in files {
            tidy(folder + "/" + file)
            unlink(folder + "/" + file)
        }
        rmdir(folder)
    }

    /// Removes what opening left beside a file.
    static func tidy(_ path: String) {
        for suffix in [".lock", "-wal", "-shm"] { unlink(path + suffix) }
    }
}

/// What a file of texts has.
struct TextsSummary {
    var texts: Int64
    var erased: Int64
    var persons: Int64
}
