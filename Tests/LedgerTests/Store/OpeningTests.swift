import Glibc
import Ledger
import Synchronization
import Testing

@Suite("Opening a ledger")
struct OpeningTests {
    private func fault(_ path: String) -> LedgerFault? {
        do throws(LedgerError) {
            _ = try SQLiteLedger(path: path)
            return nil
        } catch {
            if case .fault(let fault) = error { return fault }
            return LedgerFault(.head, "\(error)", expected: "a fault", found: "another error")
        }
    }

    private func storage(_ body: () throws(LedgerError) -> Void) -> StorageError.Kind? {
        do throws(LedgerError) {
            try body()
            return nil
        } catch {
            if case .storage(let storage) = error { return storage.kind }
            return nil
        }
    }

    private func filled(_ scratch: Scratch, _ count: Int = 600) throws {
        try SQLiteLedger.create(path: scratch.ledger, genesis: Samples.genesis())
        let ledger = try SQLiteLedger(path: scratch.ledger)
        _ = try ledger.append((1...count).map { Samples.append($0) })
    }

    @Test("head, versions, receipts and root survive closing")
    func reopening() throws {
        let scratch = try Scratch()
        try SQLiteLedger.create(path: scratch.ledger, genesis: Samples.genesis())
        var root = TreeHash.empty
        do {
            let ledger = try SQLiteLedger(path: scratch.ledger)
            for number in 1...300 { _ = try ledger.append([Samples.append(number)]) }
            root = try ledger.root()
        }
        let ledger = try SQLiteLedger(path: scratch.ledger)
        #expect(try ledger.head() == LedgerHead(next: 302, recorded: Samples.append(300).recorded))
        #expect(try ledger.root() == root)
        #expect(try ledger.append([Samples.append(301)]) == [.appended(Appended(first: 302, versions: [301]))])
        #expect(try ledger.append([Samples.append(301)]) == [.repeated(Appended(first: 302, versions: [301]))])
    }

    @Test("what is no database is called so")
    func noDatabase() throws {
        let scratch = try Scratch()
        try ProjectFiles.write(Array(repeating: 0x41, count: 9000), to: scratch.ledger)
        #expect(fault(scratch.ledger)?.kind == .notADatabase)
        try ProjectFiles.write([], to: scratch.ledger)
        #expect(fault(scratch.ledger)?.kind == .notALedger)
    }

    @Test("another program's database is called so")
    func foreign() throws {
        let scratch = try Scratch()
        try RawDatabase(scratch.ledger).run("CREATE TABLE event (x)")
        #expect(fault(scratch.ledger)?.kind == .notALedger)
    }

    @Test("a ledger of another format is called so")
    func otherFormat() throws {
        let scratch = try Scratch()
        try filled(scratch)
        try RawDatabase(scratch.ledger).run("PRAGMA user_version = 2")
        #expect(fault(scratch.ledger)?.kind == .foreignFormat)
    }

    @Test("a changed schema is named", arguments: [
        "DROP TRIGGER event_unending", "DROP VIEW event_record", "CREATE TABLE more (x)",
        "DROP TRIGGER event_unchanging; CREATE TRIGGER event_unchanging BEFORE UPDATE ON event BEGIN SELECT 1; END",
    ])
    func schema(change: String) throws {
        let scratch = try Scratch()
        try filled(scratch)
        try RawDatabase(scratch.ledger).run(change)
        #expect(fault(scratch.ledger)?.kind == .schema)
        #expect(throws: LedgerError.self) { try LedgerReader(path: scratch.ledger) }
    }

    @Test("a file that was cut off is called truncated", arguments: [1, 50, 99, 4096, 40_960, 100_000])
    func truncated(length: Int) throws {
        let scratch = try Scratch()
        try filled(scratch)
        try #require(truncate(scratch.ledger, length) == 0)
        let fault = fault(scratch.ledger)
        #expect(fault?.kind == .truncated, "\(String(describing: fault))")
    }

    @Test("a bit that flipped in the last event is found at once")
    func bitFlip() throws {
        let scratch = try Scratch()
        try filled(scratch)
        let needle = Array("\"n\":600,".utf8)
        var bytes = try ProjectFiles.read(scratch.ledger)
        let place = try #require(bytes.indices.first { bytes[$0...].starts(with: needle) })
        bytes[place + 5] ^= 1
        try ProjectFiles.write(bytes, to: scratch.ledger)
        let fault = fault(scratch.ledger)
        #expect(fault?.kind == .bodyHash)
        #expect(fault?.position == 601)
    }

    @Test("damage to the head or the tail is found at once", arguments: [
        ("DELETE FROM event WHERE position = 601", LedgerFault.Kind.head),
        ("DELETE FROM event WHERE position = 600", .gap),
        ("UPDATE event SET body_hash = zeroblob(32) WHERE position = 599", .bodyHash),
        ("DELETE FROM tile WHERE number = 1", .tile),
        ("UPDATE tile SET hashes = zeroblob(8192) WHERE number = 1", .tile),
        ("DELETE FROM command WHERE first = 601", .head),
    ])
    func tail(change: String, kind: LedgerFault.Kind) throws {
        let scratch = try Scratch()
        try filled(scratch)
        try RawDatabase(scratch.ledger).tamper(change)
        #expect(fault(scratch.ledger)?.kind == kind)
    }

    @Test("a ledger that is not there is absent, and one that is there is not created again")
    func absence() throws {
        let scratch = try Scratch()
        #expect(storage { () throws(LedgerError) in _ = try SQLiteLedger(path: scratch.ledger) } == .absent)
        #expect(storage { () throws(LedgerError) in _ = try LedgerReader(path: scratch.ledger) } == .absent)
        try filled(scratch, 1)
        #expect(storage { () throws(LedgerError) in
            try SQLiteLedger.create(path: scratch.ledger, genesis: [])
        } == .exists)
        unlink(scratch.ledger)
        try ProjectFiles.write([1], to: scratch.ledger + "-wal")
        #expect(storage { () throws(LedgerError) in
            try SQLiteLedger.create(path: scratch.ledger, genesis: [])
        } == .exists)
    }

    @Test("a creation that broke off leaves nothing in the way")
    func brokenCreation() throws {
        let scratch = try Scratch()
        for suffix in ["", "-wal", "-shm", "-journal"] {
            try ProjectFiles.write(Array("half".utf8), to: scratch.ledger + ".new" + suffix)
        }
        try filled(scratch, 1)
        #expect(access(scratch.ledger + ".new", F_OK) != 0)
    }

    @Test("a genesis that is refused creates nothing")
    func refusedGenesis() throws {
        let scratch = try Scratch()
        var genesis = Samples.genesis()
        genesis[0].events[1].body = Array("{".utf8)
        #expect(throws: LedgerError.self) { try SQLiteLedger.create(path: scratch.ledger, genesis: genesis) }
        #expect(access(scratch.ledger, F_OK) != 0)
    }

    @Test("a second writer is told who has the ledger")
    func secondWriter() throws {
        let scratch = try Scratch()
        try filled(scratch, 1)
        let first = try SQLiteLedger(path: scratch.ledger)
        #expect(throws: LedgerError.held(path: scratch.ledger, byProcess: getpid())) {
            try SQLiteLedger(path: scratch.ledger)
        }
        withExtendedLifetime(first) {}
    }

    @Test("a refused writer closes no descriptor but its own")
    func descriptorsOfOthers() async throws {
        let scratch = try Scratch()
        try filled(scratch, 1)
        let first = try SQLiteLedger(path: scratch.ledger)
        let refusals = Task.detached {
            for _ in 0..<5000 { _ = try? SQLiteLedger(path: scratch.ledger) }
        }
        let isOver = Mutex(false)
        let other = Task.detached {
            var lost = 0
            while !isOver.withLock({ $0 }) {
                lost += close(open("/dev/null", O_RDONLY | O_CLOEXEC)) == 0 ? 0 : 1
            }
            return lost
        }
        await refusals.value
        isOver.withLock { $0 = true }
        #expect(await other.value == 0)
        withExtendedLifetime(first) {}
    }

    @Test("a file that may not be written is read only", .enabled(if: geteuid() != 0))
    func readOnly() throws {
        let scratch = try Scratch()
        try filled(scratch, 1)
        chmod(scratch.ledger, 0o400)
        #expect(storage { () throws(LedgerError) in _ = try SQLiteLedger(path: scratch.ledger) } == .readOnly)
    }
}
