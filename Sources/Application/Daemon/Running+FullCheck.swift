import Dispatch
import Ledger
import Schema
import Synchronization

extension Running {
    /// Holds the whole ledger against itself once we serve, at low priority; a fault ends the daemon.
    func startFullCheck(fail: @escaping @Sendable (DaemonFault) -> Void) {
        let queue = DispatchQueue(label: "engaged.check", qos: .background)
        queue.async(group: checking) { [self] in
            do throws(LedgerError) {
                try report(fullCheck(), fail)
                // What a check of everything needed is needed no more until the next start.
                ProcessMemory.giveBack()
            } catch {
                journal.say(.checkFailed, .warning, "the full check could not be made: \(error)")
                notes.withLock { $0.checkFailure = "\(error)" }
                if case .storage(let storage) = error, storage.kind != .io { return }
                fail(DaemonFault(error))
            }
        }
    }

    private func fullCheck() throws(LedgerError) -> CheckReport {
        try LedgerReader(path: storage.ledgerPath)
            .fullCheck(workers: 1, cancelled: { isClosing.load(ordering: .relaxed) })
    }

    /// The ledger was found damaged, by the check or by whoever read it: nothing is signed any more, and no start
    /// writes before somebody has looked.
    func forbidWriting(_ fault: String) {
        checkpointer.forbid()
        DamageMark(storage).set(fault)
    }

    /// Has nothing recorded and nothing signed for a reason, or everything again.
    func hold(_ obstacle: String?) {
        meter.hold(obstacle)
        checkpointer.hold(obstacle)
    }

    /// Every fault by name, as far as a person reads; then the end.
    private func report(_ report: CheckReport, _ fail: @Sendable (DaemonFault) -> Void) {
        for fault in report.faults.prefix(20) { journal.say(.ledgerFault, .error, "full check: \(fault)") }
        let more = report.faults.count - 20
        if more > 0 {
            let count = report.isCutOff ? "more than \(more)" : "\(more)"
            journal.say(
                .ledgerFault, .error,
                "full check: \(count) more faults; all of them: engagectl audit verify --ledger \(storage.ledgerPath)")
        }
        if let first = report.faults.first {
            forbidWriting("\(first)")
            return fail(DaemonFault(LedgerError.fault(first)))
        }
        guard report.isComplete else { return }
        notes.withLock { $0.soundAt = Instant.now.microseconds }
        journal.say(.checked, .info, "full check: \(report.size) events are sound, root \(report.root)")
    }
}
