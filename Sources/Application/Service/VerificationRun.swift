import Dispatch
import Ledger
import Schema
import Synchronization
import Varlink
import Views

/// One verification under way: its thread writes down how far it is, the stream takes that when it has room.
final class VerificationRun: Sendable {
    private struct State {
        var stream: VarlinkStream?
        var progress: VerifyReply?
        var end: VarlinkSupply?
        var told: UInt64 = 0
    }

    private let state = Mutex(State())
    private let isCancelled = Atomic<Bool>(false)
    private static let toldEveryNanoseconds: UInt64 = 200_000_000

    /// Nobody listens any more.
    func cancel() { isCancelled.store(true, ordering: .relaxed) }

    /// What the stream gets next.
    func next(_ stream: VarlinkStream) -> VarlinkSupply {
        state.withLock { state in
            state.stream = stream
            if let end = state.end { return end }
            guard let progress = state.progress else { return .nothingYet }
            state.progress = nil
            return .replies([JSONWriter.encode(progress)])
        }
    }

    /// Verifies; blocks until it is done or nobody wants it.
    func carryOut(_ audit: LedgerAudit, _ isStopped: () -> Bool) {
        do throws(LedgerError) {
            let report = try audit.run(
                progress: { note($0, $1, $2) },
                cancelled: { isCancelled.load(ordering: .relaxed) || isStopped() })
            let reply = VerifyReply(stage: nil, done: nil, of: nil, report: report)
            finish(.last(JSONWriter.encode(reply)))
        } catch {
            finish(.failure(QueryFailure(QueryFault(error)).failure("org.engaged.Ledger")))
        }
    }

    private func note(_ stage: LedgerAudit.Stage, _ done: Int64, _ of: Int64) {
        let now = DispatchTime.now().uptimeNanoseconds
        let stream = state.withLock { state -> VarlinkStream? in
            guard now &- state.told >= VerificationRun.toldEveryNanoseconds else { return nil }
            state.told = now
            state.progress = VerifyReply(stage: stage.rawValue, done: done, of: of, report: nil)
            return state.stream
        }
        stream?.wake()
    }

    private func finish(_ end: VarlinkSupply) {
        let stream = state.withLock { state -> VarlinkStream? in
            state.end = end
            return state.stream
        }
        stream?.wake()
    }
}
