import CFaultVFS
import CSQLite
@testable import Ledger
import Testing

/// The fault file system is the process's, so its tests run one after the other.
@Suite("When power, disk or space fails", .serialized)
struct FaultTests {
    static let fates = [FAULTVFS_LOST, FAULTVFS_TORN, FAULTVFS_SHUFFLED]

    @Test("a loss of power at any sync loses nothing acknowledged", arguments: [0, 1])
    func everySync(hasEffect: Int32) throws {
        let seed = UInt64.random(in: 0 ... .max)
        var cuts: Int32 = 0
        var isDone = false
        while !isDone {
            for fate in Self.fates {
                let load = try PowerLoad()
                faultvfs_cut_at_sync(cuts + 1, hasEffect)
                let acknowledged = load.run()
                isDone = faultvfs_is_cut() == 0
                let problems = load.problems(acknowledged, fate: fate, seed: seed &+ UInt64(cuts))
                #expect(problems == [], "cut at sync \(cuts + 1), fate \(fate), seed \(seed)")
            }
            cuts += 1
        }
        #expect(cuts > Int32(PowerLoad.batches) * 2)
    }

    @Test("a loss of power after any acknowledgement loses nothing acknowledged")
    func everyAcknowledgement() throws {
        let seed = UInt64.random(in: 0 ... .max)
        for batch in 1...PowerLoad.batches {
            for fate in Self.fates {
                let load = try PowerLoad()
                let acknowledged = load.run { if $0 == batch { faultvfs_cut_now() } }
                #expect(acknowledged.count == batch)
                let problems = load.problems(acknowledged, fate: fate, seed: seed &+ UInt64(batch))
                #expect(problems == [], "cut after batch \(batch), fate \(fate), seed \(seed)")
            }
        }
    }

    @Test("with synchronous=OFF the same load does lose what was acknowledged")
    func withoutSyncs() throws {
        var losses = 0
        for batch in 1...PowerLoad.batches {
            var load = try PowerLoad()
            load.synchronous = "OFF"
            let acknowledged = load.run { if $0 == batch { faultvfs_cut_now() } }
            #expect(acknowledged.count == batch)
            if !load.problems(acknowledged, fate: FAULTVFS_LOST).isEmpty { losses += 1 }
        }
        #expect(losses == PowerLoad.batches)
    }

    private func opened() throws -> (Scratch, SQLiteLedger) {
        faultvfs_reset()
        try #require(faultvfs_register() == 0)
        let scratch = try Scratch()
        try SQLiteLedger.create(path: scratch.ledger, genesis: Samples.genesis())
        var options = LedgerOptions()
        options.fileSystem = FAULTVFS_NAME
        return (scratch, try SQLiteLedger(path: scratch.ledger, options: options))
    }

    private func thrown(_ body: () throws(LedgerError) -> Void) -> LedgerError? {
        do throws(LedgerError) {
            try body()
            return nil
        } catch {
            return error
        }
    }

    @Test("a failed sync stops the ledger, and nothing more is asked of the file")
    func failedSync() throws {
        let (scratch, ledger) = try opened()
        _ = try ledger.append([Samples.append(1)])
        faultvfs_fail_sync(1, SQLITE_IOERR | (4 << 8))
        var worked = 0
        let error = thrown { () throws(LedgerError) in
            _ = try ledger.append(deciding: { (true, [Samples.append(2)]) }, meanwhile: { worked += 1 })
        }
        #expect(worked == 1, "what may be done while the disk works is done before it fails, once")
        guard case .storage(let storage) = error, storage.kind == .io else { return #expect(Bool(false)) }
        let writes = faultvfs_writes()
        for _ in 0..<3 {
            #expect(thrown { () throws(LedgerError) in _ = try ledger.append([Samples.append(3)]) }
                == .stopped(after: storage))
            #expect(thrown { () throws(LedgerError) in _ = try ledger.head() } == .stopped(after: storage))
            #expect(thrown { () throws(LedgerError) in try ledger.maintain() } == .stopped(after: storage))
        }
        #expect(faultvfs_writes() == writes)
        withExtendedLifetime(scratch) {}
    }

    @Test("a full disk refuses the batch whole, at any of its writes, and the next one is taken")
    func fullDisk() throws {
        var failures = 0
        for write in Int32(1)... {
            let (scratch, ledger) = try opened()
            _ = try ledger.append([Samples.append(1)])
            let batch = (2...100).map { Samples.append($0, streams: Array(repeating: "s", count: 20)) }
            faultvfs_fail_writes(write, 1, SQLITE_FULL)
            let error = thrown { () throws(LedgerError) in _ = try ledger.append(batch) }
            if error == nil { break }
            failures += 1
            #expect(error?.isFull == true)
            #expect(try ledger.head().next == 3)
            #expect(try ledger.version(of: "s") == 0)
            guard case .appended(let appended) = try ledger.append(batch)[0] else { return #expect(Bool(false)) }
            #expect(appended.first == 3)
            #expect(try LedgerReader(path: scratch.ledger).fullCheck(workers: 0).isSound)
        }
        #expect(failures > 3)
    }

    @Test("a failed write stops the ledger; what was acknowledged before is there when it is opened anew")
    func failedWrite() throws {
        let (scratch, ledger) = try opened()
        _ = try ledger.append([Samples.append(1)])
        faultvfs_fail_writes(1, 1, SQLITE_IOERR | (3 << 8))
        let error = thrown { () throws(LedgerError) in _ = try ledger.append([Samples.append(2)]) }
        #expect(error?.isFull == false)
        guard case .stopped = thrown({ () throws(LedgerError) in _ = try ledger.append([Samples.append(3)]) })
        else { return #expect(Bool(false)) }
        let reader = try LedgerReader(path: scratch.ledger)
        #expect(try reader.receipt(person: "p-7f3a", id: Samples.id(1)) != nil)
        #expect(try reader.fullCheck(workers: 0).isSound)
    }

    @Test("a creation that loses power leaves a whole ledger or none", arguments: [0, 1])
    func creation(hasEffect: Int32) throws {
        var options = LedgerOptions()
        options.fileSystem = FAULTVFS_NAME
        try #require(faultvfs_register() == 0)
        var isCut = true
        var cuts: Int32 = 0
        while isCut {
            cuts += 1
            faultvfs_reset()
            let scratch = try Scratch()
            faultvfs_cut_at_sync(cuts, hasEffect)
            let error = thrown { () throws(LedgerError) in
                try SQLiteLedger.create(path: scratch.ledger, genesis: Samples.genesis(), options: options)
            }
            isCut = faultvfs_is_cut() == 1
            #expect((error == nil) == !isCut)
            if isCut { faultvfs_restore(FAULTVFS_TORN, 1) }
            if isCut { try SQLiteLedger.create(path: scratch.ledger, genesis: Samples.genesis()) }
            #expect(try SQLiteLedger(path: scratch.ledger).head().next == 2)
        }
        #expect(cuts > 2)
    }
}
