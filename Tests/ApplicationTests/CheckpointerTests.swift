@testable import Application
import Foundation
import Ledger
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
