import Foundation
import Ledger
import LedgerVectors
import Schema
import Testing
import Views

@Suite("An audit names what is wrong, and nothing else")
final class LedgerAuditTests {
    private let folder: VectorFolder

    init() throws {
        let path = NSTemporaryDirectory() + "engaged-audit-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        folder = VectorFolder(path)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder.path) }

    private func audited(_ vector: VectorCase) throws -> AuditReport {
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try folder.write(vector)
        var audit = LedgerAudit(ledger: folder.file(vector))
        audit.demands.key = vector.key.map { VectorHistory.key($0).verifier }
        if vector.texts != nil { audit.texts = folder.texts(vector) }
        if let place = vector.heldAgainst {
            let good = VectorCase("kept")
            try folder.write(good)
            let kept = try #require(try LedgerReader(path: folder.file(good)).checkpoints(from: place, limit: 1).first)
            audit.demands.against = [try #require(SignedNote(kept.note))]
        }
        return try audit.run()
    }

    @Test("the specification's worked example is a ledger that the domain's own rules allow, and its key signed it")
    func workedExample() throws {
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appendingPathComponent("Schemas/ledger/example.jsonl"), encoding: .utf8)
        let lines = try text.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
        let path = folder.path + "/example.db"
        let events = Array(lines.dropFirst().dropLast())
        try VectorLedger(steps: [
            .append(try append(events.prefix(2), at: 1_795_349_991_794_119)),
            .append(try append(events.dropFirst(2), at: 1_795_349_991_837_615)),
        ]).write(to: path)
        var audit = LedgerAudit(ledger: path)
        audit.demands.against = [try #require(lines[0]["checkpoint"]?.text.flatMap { SignedNote($0) })]
        let report = try audit.run()
        #expect(report.isSound && report.replayed == 3, "\(report.faults)")
        #expect(report.root == lines[0]["root"]?.text)
    }

    /// A command of the installation, from the lines of a bundle.
    private func append(_ lines: ArraySlice<JSON>, at recorded: Int64) throws -> Append {
        var command = ""
        let events = try lines.map { line in
            let record = try #require(line["record"]?.text)
            let words = record.split(separator: "\n").map { String($0.split(separator: " ").last ?? "") }
            command = words[9]
            return EventDraft(
                stream: words[2], type: words[4], schema: 1, effective: words[7],
                body: Array(try #require(line["body"]?.text).utf8))
        }
        return Append(
            commandID: command, person: "installation", parameters: Array(repeating: 0, count: 32),
            actor: .installation, recorded: recorded, expected: [], events: events)
    }

    @Test("every case: the kinds that must be found are, and where; a good one has no fault", arguments: VectorCase.all)
    func cases(_ vector: VectorCase) throws {
        let report = try audited(vector)
        let kinds = Set(report.faults.map(\.kind))
        if vector.kinds.isEmpty {
            #expect(report.isSound, "\(report.faults)")
        } else {
            #expect(vector.kinds.isSubset(of: kinds), "\(report.faults.map(\.line))")
        }
        if let position = vector.position {
            #expect(report.faults.contains { $0.position == position }, "\(report.faults.map(\.line))")
        }
    }

    @Test("there are at least forty kinds of tampering")
    func number() {
        #expect(VectorCase.all.filter { !$0.kinds.isEmpty }.count >= 60)
        #expect(Set(VectorCase.all.map(\.name)).count == VectorCase.all.count)
    }

    @Test("a forger with root's rights and the key is found only by a checkpoint kept elsewhere")
    func forger() throws {
        let alone = try audited(VectorCase("rewritten", base: "rewritten", key: 1))
        #expect(alone.isSound)
    }

    @Test("the whole of a good ledger was looked at")
    func whole() throws {
        let report = try audited(VectorCase("good"))
        #expect(report.size == 600)
        #expect(report.replayed == 600)
        #expect(report.checkpoints == 8)
        #expect(report.origin == VectorHistory.origin)
    }

    @Test("a cancelled audit says that it is not complete")
    func cancelled() throws {
        let good = VectorCase("good")
        defer { try? FileManager.default.removeItem(atPath: folder.path) }
        try folder.write(good)
        let report = try LedgerAudit(ledger: folder.file(good)).run(cancelled: { true })
        #expect(!report.isComplete)
        #expect(!report.isSound)
    }

    @Test("a file in a folder that may not be written to is read, a left-over log included")
    func unwritable() throws {
        let good = VectorCase("good")
        defer {
            chmod(folder.path, 0o755)
            try? FileManager.default.removeItem(atPath: folder.path)
        }
        try folder.write(good)
        let file = folder.file(good)
        try keepLog(of: file)
        chmod(folder.path, 0o555)
        let before = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let report = try LedgerAudit(ledger: file).run()
        #expect(report.isSound, "\(report.faults)")
        #expect(report.size == 601)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == before)
    }

    /// Adds an event and copies file and log away while the log still holds it, as a power cut would leave them.
    private func keepLog(of file: String) throws {
        let copy = file + ".cut"
        do {
            let ledger = try SQLiteLedger(path: file)
            var history = VectorHistory()
            history.open()
            history.note(until: 601)
            guard case .append(var append)? = history.ledger.steps.last else { return }
            append.recorded = try ledger.head().recorded
            let outcomes = try ledger.append([append])
            #expect(outcomes == [.appended(Appended(first: 600, versions: [593]))])
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(atPath: file + suffix, toPath: copy + suffix)
            }
        }
        for suffix in ["", "-wal"] {
            try? FileManager.default.removeItem(atPath: file + suffix)
            try FileManager.default.moveItem(atPath: copy + suffix, toPath: file + suffix)
        }
    }
}
