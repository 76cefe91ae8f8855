import Glibc
import Ledger
import Testing

/// A real file system of 2 MiB in memory; only root may mount one.
@Suite("A full file system", .enabled(if: geteuid() == 0))
struct FullFileSystemTests {
    @Test("appends are refused whole while it is full and go on when there is space again")
    func fullAndFreed() throws {
        let scratch = try Scratch()
        let place = scratch.folder + "/small"
        try #require(mkdir(place, 0o700) == 0)
        try #require(mount("engaged-test", place, "tmpfs", 0, "size=2m") == 0)
        defer {
            umount2(place, 2)  // MNT_DETACH, whose imported type differs between toolchains
            rmdir(place)
        }
        let path = place + "/ledger.db"
        var options = LedgerOptions()
        options.logPages = 16
        try SQLiteLedger.create(path: path, genesis: Samples.genesis())
        do {
            let ledger = try SQLiteLedger(path: path, options: options)
            try fill(place + "/ballast")
            let acknowledged = try appendUntilFull(ledger)
            #expect(try ledger.head().next == Int64(acknowledged) * 3 + 2)
            unlink(place + "/ballast")
            guard case .appended = try ledger.append(Self.batch(acknowledged + 1))[0]
            else { return #expect(Bool(false)) }
            for number in 1...acknowledged {
                #expect(try ledger.receipt(person: "p-7f3a", id: Samples.id(number)) != nil)
            }
        }
        #expect(try LedgerReader(path: path).fullCheck().isSound)
    }

    private static func batch(_ number: Int) -> [Append] {
        var append = Samples.append(number, streams: ["a", "b", "c"])
        append.events = append.events.map { draft in
            var draft = draft
            draft.body = Samples.body(number, length: 2000)
            return draft
        }
        return [append]
    }

    /// Leaves some 300 KiB.
    private func fill(_ path: String) throws {
        try ProjectFiles.write([UInt8](repeating: 1, count: 1_200_000), to: path)
    }

    private func appendUntilFull(_ ledger: SQLiteLedger) throws -> Int {
        for number in 1...1000 {
            do throws(LedgerError) {
                _ = try ledger.append(Self.batch(number))
                try? ledger.maintain()
            } catch {
                #expect(error.isFull, "\(error)")
                let again = #expect(throws: LedgerError.self) { try ledger.append(Self.batch(number)) }
                #expect(again?.isFull == true)
                return number - 1
            }
        }
        Issue.record("2 MiB were not filled by 6 MB")
        return 0
    }
}
