import Dispatch
import Ledger
import Lifecycle
import Schema
import Synchronization
import Varlink
import Views

/// What an auditor wants looked at.
struct VerifyRequest: Message {
    var key: String?
    var against: [String]
    var withoutStructure: Bool?
    var withoutViews: Bool?
    static let fields = Fields(
        Self.init,
        Field("key", \Self.key, "a public key that is trusted; the log's own word for its keys where absent"),
        Field("against", \.against, "checkpoints kept elsewhere, each a whole note"),
        Field("withoutStructure", \.withoutStructure, "leave out SQLite's own check of the file"),
        Field("withoutViews", \.withoutViews, "leave out the comparison of the views"))
}

/// One piece of a verification: how far it is, or at the end what was found.
struct VerifyReply: Message {
    var stage: String?
    var done: Int64?
    var of: Int64?
    var report: AuditReport?
    static let fields = Fields(
        Self.init,
        Field("stage", \Self.stage, "records, lifecycle, replay or views"),
        Field("done", \.done, "events done in this stage"),
        Field("of", \.of, "events of this stage"),
        Field("report", \.report, "what was found; the last piece"))
}

/// Verifies the whole log for those who ask, one at a time, at low priority, and tells how far it is.
final class Verifications: Sendable {
    private let ledger: String
    private let views: String?
    private let texts: String
    private let gatekeeper: Gatekeeper
    private let isBusy = Atomic<Bool>(false)
    private let isStopped = Atomic<Bool>(false)
    private let group = DispatchGroup()
    private let queue = DispatchQueue(label: "engaged.verifications", qos: .background)
    private static let name = "org.engaged.Ledger"

    init(ledger: String, views: String?, texts: String, _ gatekeeper: Gatekeeper) {
        self.ledger = ledger
        self.texts = texts
        self.views = views
        self.gatekeeper = gatekeeper
    }

    /// Begins one.
    func begin(_ call: VarlinkCall, _ caller: Caller) {
        guard caller.may([.manager, .approver, .auditor, .operator], .governance) else {
            gatekeeper.denied(call.method.fullName, call.peer)
            return call.fail(VarlinkFailure(
                Verifications.name + ".NotPermitted",
                CommandErrors.NotPermitted(message: "verifying needs a role that reads all of the log")))
        }
        do throws(JSONFault) {
            let request = try call.decode(VerifyRequest.self)
            guard let audit = audit(request) else {
                return call.fail(VarlinkFailure(
                    Verifications.name + ".BadInput",
                    CommandErrors.BadInput(field: "key", message: "a verifier key, and whole notes, are wanted")))
            }
            start(audit, call)
        } catch {
            call.fail(VarlinkFailure(Verifications.name + ".BadInput", CommandErrors.BadInput(error)))
        }
    }

    /// Ends whatever runs.
    func stop() {
        isStopped.store(true, ordering: .relaxed)
        _ = group.wait(timeout: .now() + .seconds(5))
    }

    private func audit(_ request: VerifyRequest) -> LedgerAudit? {
        var audit = LedgerAudit(ledger: ledger)
        audit.demands.key = request.key.flatMap { VerifierKey($0) }
        audit.demands.against = request.against.compactMap { SignedNote($0) }
        guard (audit.demands.key != nil) == (request.key != nil),
              audit.demands.against.count == request.against.count else { return nil }
        audit.checksStructure = request.withoutStructure != true
        audit.workers = 1
        audit.texts = texts
        audit.isLive = true
        if request.withoutViews != true { audit.views = views }
        return audit
    }

    private func start(_ audit: LedgerAudit, _ call: VarlinkCall) {
        guard call.more else { return call.fail(.expectedMore) }
        guard isBusy.exchange(true, ordering: .acquiring) == false else {
            return call.fail(VarlinkFailure(Verifications.name + ".Busy", CommandErrors.Busy()))
        }
        let run = VerificationRun()
        call.onClose { run.cancel() }
        call.stream { stream in run.next(stream) }
        nonisolated(unsafe) let audit = audit
        queue.async(group: group) { [self] in
            run.carryOut(audit) { isStopped.load(ordering: .relaxed) }
            isBusy.store(false, ordering: .releasing)
        }
    }
}
