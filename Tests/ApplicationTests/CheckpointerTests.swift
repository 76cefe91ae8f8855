@testable import Application
import Foundation
import Ledger
import Lifecycle
import Schema
import Testing

@Suite("A new key is vouched for by the one before")
struct CheckpointerTests {
    private struct Failed: Error {}

    private let configuration: Configuration
    private let storage: Storage

    init() throws {
        var configuration = Configuration()
        configuration.stateDirectory = NSTemporaryDirectory() + "engaged-rotation-" + UUID().uuidString
        configuration.cacheDirectory = configuration.stateDirectory
        try Storage.makeFolders(configuration)
        self.configuration = configuration
        storage = Storage(configuration)
        try storage.create(configuration)
    }

    private func remove() { try? FileManager.default.removeItem(atPath: configuration.stateDirectory) }

    private func checkpointer(_ ledger: SQLiteLedger) throws -> Checkpointer {
        let pace = CheckpointPace(seconds: 0, events: 0)
        return try Checkpointer(
            ledger, try KeyRing.open(storage.keys, ledger), pace, Journal(level: .error, isNative: false),
            fail: { Issue.record($0) })
    }

    private func adopt(_ key: VerifierKey, _ ledger: SQLiteLedger) throws {
        let append = try Storage.installed(key, .now, recorded: max(Instant.now.microseconds, ledger.head().recorded))
        guard case .appended? = try ledger.append([append]).first else { throw Failed() }
    }

    private func signers(_ outcome: CheckpointOutcome, among keys: [VerifierKey]) throws -> [VerifierKey] {
        guard case .made(let row) = outcome else {
            Issue.record("\(outcome)")
            return []
        }
        return try #require(SignedNote(row.note)).verify(keys).good
    }

    @Test("after a crash between the adoption and the checkpoint, the first checkpoint is signed by both keys")
    func crashAfterAdoption() throws {
        defer { remove() }
        let old: SignerKey, new: SignerKey
        do {
            let ledger = try SQLiteLedger(path: storage.ledgerPath)
            _ = try KeyRing.open(storage.keys, ledger)
            old = try #require(try storage.keys.key())
            new = try storage.keys.createNext(name: old.verifier.name)
            try adopt(new.verifier, ledger)
        }
        let keys = [old.verifier, new.verifier]
        for _ in 0..<2 {   // a second crash, before anything was signed, changes nothing
            let ring = try KeyRing.open(storage.keys, try SQLiteLedger(path: storage.ledgerPath))
            #expect(ring.signer?.verifier == new.verifier)
            #expect(try storage.keys.key()?.verifier == old.verifier)
        }
        let ledger = try SQLiteLedger(path: storage.ledgerPath)
        let again = try checkpointer(ledger)
        #expect(Set(try signers(try again.make(), among: keys)) == Set(keys))
        #expect(try storage.keys.key()?.verifier == new.verifier)
        #expect(try storage.keys.nextKey() == nil)
        try adopt(new.verifier, ledger)
        #expect(try signers(try again.make(), among: keys) == [new.verifier])
    }

    @Test("after a crash behind the checkpoint of both keys, the old one is let go")
    func crashAfterCheckpoint() throws {
        defer { remove() }
        let ledger = try SQLiteLedger(path: storage.ledgerPath)
        _ = try KeyRing.open(storage.keys, ledger)
        let old = try #require(try storage.keys.key())
        let new = try storage.keys.createNext(name: old.verifier.name)
        try adopt(new.verifier, ledger)
        let outcome = try ledger.checkpoint(signers: [new, old], made: Instant.now.microseconds)
        #expect(try signers(outcome, among: [old.verifier, new.verifier]).count == 2)
        guard case .unchanged = try checkpointer(ledger).make() else { return #expect(Bool(false)) }
        #expect(try storage.keys.key()?.verifier == new.verifier)
        #expect(try storage.keys.nextKey() == nil)
    }

    /// A key as a credential's file.
    private func put(_ key: SignerKey, _ name: String) throws -> KeyFolder {
        let path = configuration.stateDirectory + "/" + name
        try (key.text + "\n").write(toFile: path, atomically: false, encoding: .utf8)
        chmod(path, 0o400)
        return KeyFolder(credential: configuration.stateDirectory + "/credential")
    }

    private func checkpointer(_ ledger: SQLiteLedger, _ folder: KeyFolder) throws -> Checkpointer {
        try Checkpointer(
            ledger, try KeyRing.open(folder, ledger), CheckpointPace(seconds: 0, events: 0),
            Journal(level: .error, isNative: false), fail: { Issue.record($0) })
    }

    private func rotate(_ checkpointer: Checkpointer, _ ledger: SQLiteLedger) throws -> CheckpointOutcome {
        let reply = CommandReply.example
        let rotated = try checkpointer.rotate { key in
            (try? adopt(key, ledger)) == nil ? .unavailable("not adopted") : .accepted(reply)
        }
        return try #require(rotated.checkpoint)
    }

    @Test("with the old one at hand, a replaced credential signs until the log has adopted the other, and vouches")
    func credentialWithPrevious() throws {
        defer { remove() }
        let origin = Configuration().origin
        let old = try #require(SignerKey(generatingFor: origin)), new = try #require(SignerKey(generatingFor: origin))
        let keys = [old.verifier, new.verifier]
        let ledger = try SQLiteLedger(path: storage.ledgerPath)
        #expect(try signers(checkpointer(ledger, put(old, "credential")).make(), among: keys) == [old.verifier])
        _ = try put(old, "credential.before")
        unlink(configuration.stateDirectory + "/credential")
        let both = try put(new, "credential")
        let waiting = try checkpointer(ledger, both)
        guard case .unchanged = try waiting.make() else { return #expect(Bool(false), "the old one still signs") }
        #expect(try Set(signers(rotate(waiting, ledger), among: keys)) == Set(keys))
        #expect(waiting.verifierKey == new.verifier)
        let report = try LedgerReader(path: storage.ledgerPath).fullCheck(
            demands: CheckDemands(key: old.verifier))
        #expect(report.faults == [], "who trusts the old key can follow")
        guard case .unchanged = try checkpointer(ledger, both).make() else {
            return #expect(Bool(false), "vouched for once")
        }
    }

    @Test("a credential adopted before a crash is vouched for at the next start, if the old one is at hand")
    func credentialAfterCrash() throws {
        defer { remove() }
        let origin = Configuration().origin
        let old = try #require(SignerKey(generatingFor: origin)), new = try #require(SignerKey(generatingFor: origin))
        let ledger = try SQLiteLedger(path: storage.ledgerPath)
        _ = try checkpointer(ledger, put(old, "credential")).make()
        try adopt(new.verifier, ledger)
        _ = try put(old, "credential.before")
        unlink(configuration.stateDirectory + "/credential")
        let outcome = try checkpointer(ledger, put(new, "credential")).make()
        #expect(try Set(signers(outcome, among: [old.verifier, new.verifier])) == [old.verifier, new.verifier])
    }

    @Test("without the old one nobody vouches: the new key alone signs, and who trusts the old one is told")
    func credentialAlone() throws {
        defer { remove() }
        let origin = Configuration().origin
        let old = try #require(SignerKey(generatingFor: origin)), new = try #require(SignerKey(generatingFor: origin))
        let ledger = try SQLiteLedger(path: storage.ledgerPath)
        _ = try checkpointer(ledger, put(old, "credential")).make()
        unlink(configuration.stateDirectory + "/credential")
        let alone = try checkpointer(ledger, put(new, "credential"))
        guard case .notInForce(old.verifier) = try alone.make() else { return #expect(Bool(false)) }
        #expect(try signers(rotate(alone, ledger), among: [old.verifier, new.verifier]) == [new.verifier])
        let reader = try LedgerReader(path: storage.ledgerPath)
        let report = try reader.fullCheck(demands: CheckDemands(key: old.verifier))
        #expect(report.faults.map(\.kind) == [.key])
        #expect(report.faults.first?.position == (try reader.head().next) - 1)
        #expect(try reader.fullCheck(demands: CheckDemands(key: new.verifier)).faults == [])
    }

    @Test("a first key of another name than the log's is not adopted, and nothing is appended")
    func firstKeyOfAnotherName() throws {
        defer { remove() }
        let ledger = try SQLiteLedger(path: storage.ledgerPath)
        let before = try ledger.head()
        let folder = try put(try #require(SignerKey(generatingFor: "elsewhere.example")), "credential")
        let error = #expect(throws: LedgerError.self) { try KeyRing.open(folder, ledger) }
        guard case .storage(let storage)? = error else { return #expect(Bool(false)) }
        #expect(storage.kind == .denied && storage.message.contains("elsewhere.example"))
        #expect(try ledger.head() == before)
    }

    @Test("a rotation that was cut off is finished before the next one makes its key")
    func rotationAfterCrash() throws {
        defer { remove() }
        let ledger = try SQLiteLedger(path: storage.ledgerPath)
        _ = try KeyRing.open(storage.keys, ledger)
        let first = try #require(try storage.keys.key())
        let second = try storage.keys.createNext(name: first.verifier.name)
        try adopt(second.verifier, ledger)
        let again = try checkpointer(ledger)
        _ = try again.rotate { key in
            #expect((try? ledger.lastCheckpoint()?.note).flatMap { SignedNote($0) }?
                .verify([first.verifier, second.verifier]).good.count == 2)
            #expect((try? storage.keys.key())?.verifier == second.verifier)
            return .unavailable("\(key) is not adopted")
        }
        #expect(again.verifierKey == second.verifier)
    }
}
