import Foundation
import Ledger
import Testing

@Suite("The file that forgets")
struct TextStoreTests {
    private func text(_ content: String, _ salt: UInt8 = 1) -> SealedText {
        SealedText(sealing: content, salt: [UInt8](repeating: salt, count: 16))
    }

    private func ledger(_ scratch: Scratch) throws -> (SQLiteLedger, TextStore) {
        try SQLiteLedger.create(path: scratch.ledger, genesis: Samples.genesis())
        let texts = try TextStore(path: scratch.texts)
        return (try SQLiteLedger(path: scratch.ledger, texts: texts), texts)
    }

    @Test("a text is found by its digest once its command is in the ledger")
    func storing() throws {
        let scratch = try Scratch()
        let (ledger, texts) = try ledger(scratch)
        let text = text("Herr Kühn is ill")
        #expect(try texts.text(text.digest) == .unknown)
        _ = try ledger.append([Samples.append(1, texts: [text])])
        #expect(try texts.text(text.digest) == .present("Herr Kühn is ill"))
    }

    @Test("the texts of a refused command are not kept")
    func refused() throws {
        let scratch = try Scratch()
        let (ledger, texts) = try ledger(scratch)
        let conflict = Append.Expectation(stream: "engagement/E-1", version: 9)
        _ = try ledger.append([Samples.append(1, expected: [conflict], texts: [text("a")]),
                               Samples.append(2, texts: [text("b")])])
        #expect(try texts.text(text("a").digest) == .unknown)
        #expect(try texts.text(text("b").digest) == .present("b"))
        _ = try ledger.append([Samples.append(2, texts: [text("c")])])
        #expect(try texts.text(text("c").digest) == .unknown)
    }

    @Test("an erased text leaves no trace in the files, and the ledger stays sound")
    func erasing() throws {
        let scratch = try Scratch()
        let (ledger, texts) = try ledger(scratch)
        let secret = text("UNMISTAKABLE-SECRET")
        _ = try ledger.append([Samples.append(1, texts: [secret, text("kept")])])
        #expect(try texts.erase(secret.digest))
        #expect(try texts.text(secret.digest) == .erased)
        #expect(try texts.text(text("kept").digest) == .present("kept"))
        for file in [scratch.texts, scratch.texts + "-wal"] {
            let bytes = String(decoding: try ProjectFiles.read(file), as: UTF8.self)
            #expect(!bytes.contains("UNMISTAKABLE"))
        }
        #expect(try texts.erase(secret.digest))
        #expect(try !texts.erase(text("never").digest))
        #expect(try LedgerReader(path: scratch.ledger).fullCheck().isSound)
    }

    @Test("texts whose command never came to be are swept at the next start")
    func sweeping() throws {
        let scratch = try Scratch()
        do {
            let (ledger, _) = try ledger(scratch)
            _ = try ledger.append([Samples.append(1, texts: [text("kept")])])
            try RawDatabase(scratch.texts).run("""
                INSERT INTO text VALUES (zeroblob(32), zeroblob(16), 'orphan', 3)
                """)
        }
        let texts = try TextStore(path: scratch.texts)
        let orphan = [UInt8](repeating: 0, count: 32)
        #expect(try texts.text(orphan) == .present("orphan"))
        _ = try SQLiteLedger(path: scratch.ledger, texts: texts)
        #expect(try texts.text(orphan) == .unknown)
        #expect(try texts.text(text("kept").digest) == .present("kept"))
    }

    /// An older copy of a ledger in its place, while its texts know of three commands more.
    ///
    /// - Returns: where the copy ends.
    private func older(_ scratch: Scratch) throws -> Int64 {
        var ledger: SQLiteLedger? = try self.ledger(scratch).0
        let head = try #require(try ledger?.head().next)
        try ledger?.settle()
        let copy = try ProjectFiles.read(scratch.ledger)
        for number in 0..<3 {
            _ = try ledger?.append([Samples.append(number + 1, texts: [self.text("\(number)")])])
        }
        ledger = nil
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: scratch.ledger + suffix) }
        try Data(copy).write(to: URL(fileURLWithPath: scratch.ledger))
        return head
    }

    @Test("an older ledger beside newer texts is refused where the log is known to have been longer; nothing is swept")
    func olderLedger() throws {
        let scratch = try Scratch()
        let head = try older(scratch)
        let texts = try TextStore(path: scratch.texts)
        do throws(LedgerError) {
            _ = try SQLiteLedger(path: scratch.ledger, texts: texts, noted: head + 3)
            Issue.record("it was opened")
        } catch {
            guard case .fault(let fault) = error, fault.kind == .text else { throw error }
            for words in [scratch.ledger, scratch.texts, "\(head + 3) events", "from one backup"] {
                #expect(fault.description.contains(words), "\(fault)")
            }
        }
        for number in 0..<3 { #expect(try texts.text(text("\(number)").digest) == .present("\(number)")) }
        _ = try SQLiteLedger(path: scratch.ledger, texts: texts, noted: head)
        #expect(try texts.text(text("0").digest) == .unknown, "as an interrupted batch leaves them")
    }

    @Test("texts of more commands than a batch has are not swept, whatever is noted", arguments: [512, 513])
    func manyCommands(count: Int) throws {
        let scratch = try Scratch()
        let head = try ledger(scratch).0.head().next
        try RawDatabase(scratch.texts).run("""
            WITH RECURSIVE n(i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM n WHERE i < \(count - 1))
            INSERT INTO text SELECT CAST(printf('%032d', i) AS BLOB), NULL, NULL, \(head) + i FROM n
            """)
        let texts = try TextStore(path: scratch.texts)
        let isSwept = (try? SQLiteLedger(path: scratch.ledger, texts: texts)) != nil
        #expect(isSwept == (count <= 512))
        #expect(try texts.rows(size: .max, limit: 1).isEmpty == isSwept)
    }

    @Test("a person's name can be set, changed and erased")
    func persons() throws {
        let scratch = try Scratch()
        let texts = try TextStore(path: scratch.texts)
        #expect(try texts.person("p-1") == nil)
        try texts.setPerson(PersonEntry(handle: "p-1", name: "UNMISTAKABLE Ada", contact: "ada@example.org"))
        try texts.setPerson(PersonEntry(handle: "p-0", name: "Bo"))
        #expect(try texts.person("p-1")?.name == "UNMISTAKABLE Ada")
        #expect(try texts.persons().map(\.handle) == ["p-0", "p-1"])
        try texts.erasePerson("p-1")
        #expect(try texts.person("p-1") == PersonEntry(handle: "p-1", name: nil))
        for file in [scratch.texts, scratch.texts + "-wal"] {
            #expect(!String(decoding: try ProjectFiles.read(file), as: UTF8.self).contains("UNMISTAKABLE"))
        }
        #expect(throws: LedgerError.self) { try texts.setPerson(PersonEntry(handle: "a\nb", name: "x")) }
    }

    @Test("another file is not taken for the store of texts")
    func foreign() throws {
        let scratch = try Scratch()
        _ = try ledger(scratch)
        #expect(throws: LedgerError.self) { try TextStore(path: scratch.ledger) }
    }
}
