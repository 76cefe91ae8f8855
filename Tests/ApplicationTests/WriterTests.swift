@testable import Application
import Foundation
import Ledger
import Lifecycle
import Schema
import Synchronization
import Testing
import Varlink

/// A real ledger whose next append fails as told.
private final class TroubledStore: LedgerStore {
    let real: SQLiteLedger
    let trouble = Mutex<LedgerError?>(nil)

    init(_ real: SQLiteLedger) { self.real = real }

    func append(_ batch: [Append]) throws(LedgerError) -> [AppendOutcome] {
        if let error = trouble.withLock({ $0 }) { throw error }
        return try real.append(batch)
    }
    func append<Plan>(
        deciding decide: () throws(LedgerError) -> (Plan, [Append]), meanwhile: @escaping () -> Void
    ) throws(LedgerError) -> (Plan, [AppendOutcome]) {
        try real.append(
            deciding: { () throws(LedgerError) in
                let decided = try decide()
                // The disk fails behind the point at which work has been done while it was busy.
                if let error = trouble.withLock({ $0 }) {
                    meanwhile()
                    throw error
                }
                return decided
            }, meanwhile: meanwhile)
    }
    func checkpoint(signers: [SignerKey], made: Int64) throws(LedgerError) -> CheckpointOutcome {
        try real.checkpoint(signers: signers, made: made)
    }
    func lastCheckpoint() throws(LedgerError) -> StoredCheckpoint? { try real.lastCheckpoint() }
    func head() throws(LedgerError) -> LedgerHead { try real.head() }
    func version(of stream: String) throws(LedgerError) -> Int64 { try real.version(of: stream) }
    func receipt(person: String, id: String) throws(LedgerError) -> CommandReceipt? {
        try real.receipt(person: person, id: id)
    }
    func scan(
        _ positions: Range<Int64>, _ visit: (borrowing EventRow) throws(LedgerError) -> Bool
    ) throws(LedgerError) { try real.scan(positions, visit) }
    func scan(
        stream: String, from version: Int64, _ visit: (borrowing EventRow) throws(LedgerError) -> Bool
    ) throws(LedgerError) { try real.scan(stream: stream, from: version, visit) }
}

@Suite("The writer")
final class WriterTests {
    private let folder = NSTemporaryDirectory() + "engaged-writer-" + UUID().uuidString
    private let store: TroubledStore
    private let core: WriterCore
    private let failures = Failures()

    private final class Failures: Sendable { let all = Mutex<[LedgerError]>([]) }
    private final class Outcomes: Sendable {
        let all = Mutex<[CommandOutcome]>([])
        let replies = Mutex<[VarlinkReply?]>([])
    }
    private final class Heads: Sendable { let all = Mutex<[Int64]>([]) }
    private let announced = Heads()

    init() throws {
        var configuration = Configuration()
        configuration.stateDirectory = folder
        configuration.cacheDirectory = folder
        try Storage.makeFolders(configuration)
        let storage = Storage(configuration)
        try storage.create(configuration)
        store = TroubledStore(try SQLiteLedger(path: storage.ledgerPath))
        let failures = failures
        let announced = announced
        core = WriterCore(
            store: store, zones: ZoneFolder(), cacheBytesMax: 1 << 20, clock: DaemonClock(after: 0), answered: {},
            announce: { notice in announced.all.withLock { $0.append(notice.head) } },
            fail: { error in failures.all.withLock { $0.append(error) } })
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func job(_ method: String, _ parameters: String, uid: UInt32 = 0) throws -> (Job, Outcomes) {
        let type = try #require(CommandIndex.command(calledBy: method))
        let (command, envelope) = try type.decode(Array(parameters.utf8), sealing: { _ in .example })
        let outcomes = Outcomes()
        let caller = Caller(
            uid: uid, pid: 1, grants: [.operator, .manager, .approver].map { RoleGrant(role: $0, prefix: "") })
        let job = Job(
            command: command, type: type, envelope: envelope, caller: caller,
            commandID: envelope.commandId?.description ?? CommandNumbers.fresh(.now),
            parameters: Array(repeating: UInt8(parameters.count & 0xFF), count: 32), texts: [],
            done: { outcome, reply in
                outcomes.all.withLock { $0.append(outcome) }
                outcomes.replies.withLock { $0.append(reply) }
            })
        return (job, outcomes)
    }

    private func run(_ calls: [(String, String)]) throws -> [CommandOutcome] {
        let prepared = try calls.map { try job($0.0, $0.1) }
        core.process(prepared.map(\.0))
        return try prepared.map { try #require($0.1.all.withLock { $0.count == 1 ? $0[0] : nil }, "answered once") }
    }

    private func add(_ handle: String, id: String? = nil) -> (String, String) {
        let command = id.map { #","commandId":"\#($0)""# } ?? ""
        return ("org.engaged.Governance.AddPerson", #"{"handle":"\#(handle)"\#(command)}"#)
    }

    private func accepted(_ outcome: CommandOutcome) -> CommandReply? {
        if case .accepted(let reply) = outcome { reply } else { nil }
    }

    @Test("a refused command harms no neighbour, and later ones see the earlier ones of the batch")
    func batch() throws {
        let outcomes = try run([add("p-a"), add("p-a"), add("p-b")])
        #expect(accepted(outcomes[0])?.position == 2)
        guard case .refused(let refusal) = outcomes[1] else { Issue.record("not refused: \(outcomes[1])"); return }
        #expect(refusal.rule == .form)
        #expect(accepted(outcomes[2])?.position == 3)
        #expect(try store.head().next == 4)
    }

    @Test("the same id twice in one batch is carried out once and answered twice")
    func repeatedInBatch() throws {
        let id = "01936f0e-7c1e-7a63-9c7e-1d0d6a3fb5f1"
        let outcomes = try run([add("p-a", id: id), add("p-a", id: id)])
        #expect(accepted(outcomes[0])?.repeated == false)
        #expect(accepted(outcomes[1])?.repeated == true)
        #expect(accepted(outcomes[1])?.position == 2)
        #expect(try store.head().next == 3)
    }

    @Test("an id of an earlier batch is known among new ones, whether its command would be refused now or accepted")
    func repeatedLater() throws {
        let id = "01936f0e-7c1e-7a63-9c7e-1d0d6a3fb5f1"
        _ = try run([add("p-a", id: id)])
        for round in 0..<2 {
            let next = try store.head().next
            let outcomes = try run([add("p-\(round)-b"), add("p-a", id: id), add("p-\(round)-c")])
            #expect(outcomes.map { accepted($0)?.position } == [next, 2, next + 1])
            #expect(accepted(outcomes[1])?.repeated == true)
        }
    }

    @Test("an id used for something else is refused, and its neighbours are carried out", arguments: [0, 1, 2])
    func reusedLater(place: Int) throws {
        let id = "01936f0e-7c1e-7a63-9c7e-1d0d6a3fb5f1"
        _ = try run([add("p-a", id: id)])
        for round in 0..<2 {
            let next = try store.head().next
            var commands = [add("p-\(round)-b"), add("p-\(round)-c")]
            commands.insert(add("p-another", id: id), at: place)
            var outcomes = try run(commands)
            guard case .commandIDReused(id) = outcomes.remove(at: place) else {
                Issue.record("not known: \(outcomes)")
                return
            }
            #expect(outcomes.map { accepted($0)?.position } == [next, next + 1])
            #expect(try store.head().next == next + 2)
        }
        #expect(failures.all.withLock { $0.isEmpty })
    }

    @Test("a mistyped public key is not adopted: no checkpoint could ever be signed by it")
    func mistypedKey() throws {
        let origin = Configuration().origin
        let good = try #require(SignerKey(name: origin, seed: Array(repeating: 7, count: 32))).verifier.description
        let key = good.split(separator: "+")[2]
        let mistyped = ["\(origin)+00000000+\(key)", String(good.dropLast(2)) + "!!"]
        for text in mistyped {
            let outcome = try run([("org.engaged.Governance.AdoptCheckpointKey", #"{"verifierKey":"\#(text)"}"#)])[0]
            guard case .refused(let refusal) = outcome else { Issue.record("\(outcome)"); return }
            #expect(refusal.rule == .form)
        }
        let outcome = try run([("org.engaged.Governance.AdoptCheckpointKey", #"{"verifierKey":"\#(good)"}"#)])[0]
        #expect(accepted(outcome)?.events.map(\.type) == ["checkpoint-key.adopted"])
    }

    @Test("a dry run answers the exact events and records nothing")
    func dryRun() throws {
        let outcomes = try run([("org.engaged.Governance.AddPerson", #"{"handle":"p-a","dryRun":true}"#)])
        #expect(accepted(outcomes[0])?.events.map(\.type) == ["person.added"])
        #expect(try store.head().next == 2)
        #expect(accepted(try run([add("p-a")])[0]) != nil)
    }

    @Test("an expected version that is not the stream's is a conflict that names both")
    func expectedVersion() throws {
        let outcomes = try run([("org.engaged.Governance.AddPerson", #"{"handle":"p-a","expectedVersion":7}"#)])
        guard case .conflict(_, 7, 2) = outcomes[0] else { Issue.record("\(outcomes[0])"); return }
    }

    @Test("root and unbound users decide nothing, whatever their roles (SEP-1)")
    func root() throws {
        let gate = #"{"engagement":"ENG-1","gate":"to_contracting"}"#
        for uid in [UInt32(0), 1234] {
            let (one, outcomes) = try job("org.engaged.Gates.Request", gate, uid: uid)
            core.process([one])
            guard case .notPermitted? = outcomes.all.withLock({ $0.first }) else {
                Issue.record("uid \(uid) was not denied")
                return
            }
        }
    }

    /// Two persons, an engagement, and a review that the first of them requested.
    private func requested() throws {
        for (handle, uid) in [("p-mia", 4711), ("p-max", 4712)] {
            #expect(accepted(try run([add(handle)])[0]) != nil)
            let bind = ("org.engaged.Governance.BindPerson", #"{"handle":"\#(handle)","uid":\#(uid)}"#)
            #expect(accepted(try run([bind])[0]) != nil)
        }
        var profile = Profile.example
        profile.owner = PersonHandle(validated: "p-mia")
        profile.deputy = PersonHandle(validated: "p-max")
        let bytes = JSONWriter.encode(profile)
        let open = #"{"engagement":"\#(EngagementID.example)","profile":\#(String(decoding: bytes, as: UTF8.self))}"#
        let gate = #"{"engagement":"\#(EngagementID.example)","gate":"to_contracting"}"#
        for (method, parameters) in [("Engagement.Open", open), ("Gates.Request", gate)] {
            let outcome = try asked(method, parameters, uid: 4711)
            #expect(accepted(outcome) != nil, "\(outcome)")
        }
    }

    private func asked(_ method: String, _ parameters: String, uid: UInt32) throws -> CommandOutcome {
        let (one, outcomes) = try job("org.engaged." + method, parameters, uid: uid)
        core.process([one])
        return try #require(outcomes.all.withLock { $0.first })
    }

    static let flaws = [
        ("Gates.Reject", ""),
        ("Gates.Approve", #","effective":"2999-01-01""#),
        ("Gates.Approve", #","effective":"1990-01-01""#),
        ("Gates.Approve", #","expectedVersion":99"#),
        ("Gates.Approve", ""),
    ]

    @Test("SEP-2: an attempt at one's own request is kept, whatever else is wrong with it", arguments: flaws)
    func ownAttempt(_ method: String, _ flaw: String) throws {
        try requested()
        let parameters = #"{"engagement":"\#(EngagementID.example)","gate":"to_contracting"\#(flaw)}"#
        let before = try store.head().next
        _ = try asked(method, parameters.replacing("}", with: #","dryRun":true}"#), uid: 4711)
        let other = try asked(method, parameters, uid: 4712)
        #expect(accepted(other) == nil, "another hand fails by the flaw alone")
        #expect(try store.head().next == before)
        guard case .refused(let refusal) = try asked(method, parameters, uid: 4711) else {
            Issue.record("not refused")
            return
        }
        #expect(refusal.rule == .sep1)
        var kept: [String] = []
        try store.scan(before..<Int64.max) { (row) throws(LedgerError) in
            kept.append("\(row.type) \(row.effective)")
            return true
        }
        let today = ZoneFolder().rules(Profile.example.zone).civilDate(at: .now)
        #expect(kept == ["separation.refused \(today)"])
    }

    @Test("a batch has no more commands than the texts of one interrupted batch may be of")
    func batchLimit() { #expect(WriterLimits().batchMax <= TextStore.batchCommandsMax) }

    @Test("a full disk answers Unavailable, leaves nothing half done, and passes")
    func full() throws {
        store.trouble.withLock { $0 = .storage(StorageError(.full, "append", message: "no space")) }
        guard case .unavailable = try run([add("p-a")])[0] else { Issue.record("not unavailable"); return }
        store.trouble.withLock { $0 = nil }
        #expect(accepted(try run([add("p-a")])[0])?.position == 2)
        #expect(failures.all.withLock { $0.isEmpty })
    }

    @Test("a reply that was written while the disk worked is not given when the disk fails")
    func failedMeanwhile() throws {
        let (failing, outcomes) = try job("org.engaged.Governance.AddPerson", #"{"handle":"p-a"}"#)
        store.trouble.withLock { $0 = .storage(StorageError(.full, "append", message: "no space")) }
        core.process([failing])
        guard case .unavailable? = outcomes.all.withLock({ $0.first }) else { Issue.record("not refused"); return }
        #expect(outcomes.replies.withLock { $0.count == 1 && $0[0] == nil })
        store.trouble.withLock { $0 = nil }
        let (other, later) = try job("org.engaged.Governance.AddPerson", #"{"handle":"p-b"}"#)
        core.process([other])
        guard case .parameters(let reply)?? = later.replies.withLock({ $0.first }) else {
            Issue.record("the reply was not written while the disk worked")
            return
        }
        #expect(!reply.ranges(of: Array("p-b".utf8)).isEmpty && reply.ranges(of: Array("p-a".utf8)).isEmpty)
    }

    @Test("what is announced later is announced once, in order, and before whatever follows it")
    func announcedLater() throws {
        let open = #"{"provider":"PRV-1","legalName":"A","country":"DE"}"#
        let note = "org.engaged.Providers.Register"
        func record(_ number: Int, later: Bool) throws {
            let (one, outcomes) = try job(note, open.replacing("PRV-1", with: "PRV-\(number)"), uid: 4711)
            core.process([one], announcing: later)
            #expect(outcomes.all.withLock { $0.compactMap(accepted).count } == 1)
        }
        #expect(accepted(try run([add("p-a")])[0]) != nil)
        let (bound, _) = try job("org.engaged.Governance.BindPerson", #"{"handle":"p-a","uid":4711}"#)
        core.process([bound])
        let before = announced.all.withLock { $0 }
        try record(1, later: true)
        #expect(announced.all.withLock { $0 } == before, "nobody waits, nobody is told yet")
        try record(2, later: true)
        #expect(announced.all.withLock { $0.count } == before.count + 1, "the first, while the second was written")
        try record(3, later: false)
        #expect(announced.all.withLock { $0.count } == before.count + 3)
        try record(4, later: true)
        core.announceRest()
        core.announceRest()
        let all = announced.all.withLock { $0 }
        #expect(all.count == before.count + 4 && all == all.sorted() && Set(all).count == all.count)
    }

    @Test("an I/O error stops the writer for good and is told once")
    func inputOutput() throws {
        store.trouble.withLock { $0 = .storage(StorageError(.io, "append", message: "bad sector")) }
        guard case .unavailable = try run([add("p-a")])[0] else { Issue.record("not unavailable"); return }
        store.trouble.withLock { $0 = nil }
        guard case .unavailable = try run([add("p-a")])[0] else { Issue.record("went on"); return }
        #expect(failures.all.withLock { $0.count } == 1)
    }
}
