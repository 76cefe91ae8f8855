import Dispatch
import Ledger
import Lifecycle
import Schema
import Synchronization
import Varlink

extension Running {
    /// The one who signs; a failure of the ledger under its hands ends the daemon.
    static func checkpointer(
        _ ledger: SQLiteLedger, _ ring: KeyRing, _ configuration: Configuration, _ journal: Journal,
        _ fail: @escaping @Sendable (DaemonFault) -> Void
    ) throws(DaemonFault) -> Checkpointer {
        do throws(LedgerError) {
            return try Checkpointer(ledger, ring, configuration.checkpoints, journal, fail: { fail(DaemonFault($0)) })
        } catch {
            throw DaemonFault(error)
        }
    }
}

extension Operations {
    /// Has everything that runs do what operators ask for.
    func connect(_ writer: Writer, _ checkpointer: Checkpointer) {
        confirmTime = { writer.confirmTime() }
        checkpoint = { () throws(LedgerError) in try checkpointer.make() }
        signedHead = { checkpointer.makeIfPossible() }
        rotateKey = { (caller) throws(LedgerError) in try checkpointer.rotate { writer.adopt($0, caller) } }
    }
}

extension Writer {
    /// Records the adoption of a key by the caller's hand, and waits for it.
    fileprivate func adopt(_ key: VerifierKey, _ caller: Caller) -> CommandOutcome {
        let name = "org.engaged.Governance.AdoptCheckpointKey"
        guard let type = CommandIndex.command(calledBy: name), let text = Label(key.description) else {
            return .unavailable("\(name) is not known")
        }
        let answer = Mutex<CommandOutcome?>(nil)
        let isAnswered = DispatchSemaphore(value: 0)
        let done: @Sendable (CommandOutcome, VarlinkReply?) -> Void = { outcome, _ in
            answer.withLock { $0 = outcome }
            isAnswered.signal()
        }
        submit([Job(
            command: AdoptCheckpointKey(verifierKey: text), type: type, envelope: CommandEnvelope(), caller: caller,
            commandID: CommandNumbers.fresh(.now), parameters: CommandIntake.digest(type, text), texts: [],
            done: done)])
        isAnswered.wait()
        return answer.withLock { $0 } ?? .unavailable("the writer gave no answer")
    }
}
