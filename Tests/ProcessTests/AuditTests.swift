import Foundation
import Ledger
import Schema
import Testing
import Varlink

@Suite("An auditor holds a real daemon's log to account", .serialized)
struct AuditTests {
    private let daemon: DaemonProcess

    init() throws {
        daemon = try DaemonProcess()
        try daemon.start()
    }

    /// The command, as typed; what it printed, and how it ended.
    private func engagectl(_ words: String...) throws -> (output: String, code: Int32) {
        let process = Process(), pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: try DaemonProcess.executable("engagectl"))
        process.arguments = words
        process.environment = ["ENGAGED_SOCKET": daemon.socket]
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (output, process.terminationStatus)
    }

    private func addPersons(_ numbers: ClosedRange<Int>) throws {
        for number in numbers { _ = try daemon.call("org.engaged.Governance.AddPerson", #"{"handle":"p-\#(number)"}"#) }
    }

    @Test("a new ledger has adopted a key, signs its head, proves events and is sound")
    func whole() throws {
        try addPersons(1...5)
        let kept = daemon.folder + "/kept", keyFile = daemon.folder + "/key"
        let proofFile = daemon.folder + "/p.tlog-proof"
        #expect(try engagectl("audit", "key", "--to", keyFile).code == 0)
        #expect(try engagectl("audit", "checkpoint", "--to", kept).code == 0)
        let note = try #require(SignedNote(try String(contentsOfFile: kept, encoding: .utf8)))
        let checkpointed = try #require(Checkpoint(text: note.text)).size
        let root = note.text.split(separator: "\n")[2]
        try daemon.wait(until: "the journal has the root in its message") {
            daemon.log.contains("over \(checkpointed) events, root \(root)")
        }
        let key = try #require(VerifierKey(
            try String(contentsOfFile: keyFile, encoding: .utf8).trimmingCharacters(in: .newlines)))
        #expect(note.verify([key]).good == [key])
        let proof = try engagectl("audit", "prove", "4", "--key", keyFile, "--to", proofFile)
        #expect(proof.code == 0, "\(proof.output)")
        let file = try #require(ProofFile(try String(contentsOfFile: proofFile, encoding: .utf8)))
        let event = try #require(try LedgerReader(path: daemon.ledger).event(at: 4))
        #expect(file.isValid(record: event.header.record, keys: [key]))
        try addPersons(6...9)
        let consistency = try engagectl("audit", "prove", "--consistency", "3", "9")
        #expect(consistency.code == 0, "\(consistency.output)")
        let verified = try engagectl("audit", "verify", "--against", kept, "--key", keyFile)
        #expect(verified.code == 0, "\(verified.output)")
        #expect(verified.output.contains("nothing is wrong"))
        let left = "note: events \(checkpointed) to \(try daemon.head.size - 1) are under no checkpoint"
        #expect(verified.output.contains(left), "\(verified.output)")
        #expect(verified.output.components(separatedBy: "note: ").count == 2, "\(verified.output)")
        let alone = try engagectl("audit", "verify", "--quick", "-o", "jsonl")
        let report = try JSON(parsing: Array(alone.output.trimmingCharacters(in: .newlines).utf8))
        #expect(report["covered"]?.number == checkpointed && report["remarks"]?.elements.count == 3, "\(alone.output)")
        #expect(alone.output.contains("no key was given") && alone.output.contains("no checkpoint kept elsewhere"))
        #expect(verified.output.contains("6 views compared"))
        try ofTheFile(kept, keyFile)
    }

    /// With the daemon stopped; then with its last events gone.
    private func ofTheFile(_ kept: String, _ keyFile: String) throws {
        #expect(daemon.terminate() == 0)
        let last = try #require(try LedgerReader(path: daemon.ledger).lastCheckpoint())
        #expect(last.size == (try LedgerReader(path: daemon.ledger).head().next), "no checkpoint at the end")
        let verified = try engagectl(
            "audit", "verify", "--ledger", daemon.ledger, "--views", daemon.views, "--against", kept, "--key", keyFile)
        #expect(verified.code == 0, "\(verified.output)")
        #expect(verified.output.contains("6 views compared"))
        let foreign = try #require(SignerKey(generatingFor: "elsewhere")).verifier.description
        #expect(try engagectl("audit", "verify", "--ledger", daemon.ledger, "--key", foreign).code == 4)
        #expect(try engagectl("audit", "verify", "--ledger", daemon.ledger, "--key", "nonsense").code == 64)
        for wrong in ["/none", "/kept", "/engaged.conf"] {
            #expect(try engagectl("audit", "verify", "--ledger", daemon.folder + wrong).code == 65, "\(wrong)")
        }
        #expect(try engagectl("audit", "verify", "--ledger", daemon.ledger, "--against", keyFile).code == 65)
    }

    @Test("a link to the ledger is the ledger, with the log that lies beside it")
    func link() throws {
        let link = daemon.folder + "/link.db"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: daemon.ledger)
        try addPersons(1...5)
        let size = try daemon.head.size
        func seen() throws -> Int64? {
            let verified = try engagectl("audit", "verify", "--ledger", link, "-o", "jsonl")
            #expect(verified.code == 0, "\(verified.output)")
            return try JSON(parsing: Array(verified.output.trimmingCharacters(in: .newlines).utf8))["size"]?.number
        }
        #expect(try seen() == size, "while the daemon has it")
        daemon.kill()
        try #require(FileManager.default.contents(atPath: daemon.ledger + "-wal")?.isEmpty == false)
        #expect(try seen() == size, "as it was left")
        let name = "import subprocess, sys; sys.exit(subprocess.run([sys.argv[1].encode(), b'audit', b'verify', "
            + "b'--ledger', b'/none/\\xff.db']).returncode)"
        let refused = try Python.run(name, [try DaemonProcess.executable("engagectl")])
        #expect(refused.0 == 64 && refused.1.contains("word 4 is no UTF-8"), "\(refused)")
    }

    @Test("what somebody keeps is written over only when that is said", arguments: [
        ["audit", "key"], ["audit", "checkpoint"], ["audit", "checkpoint", "--last"], ["audit", "prove", "1"],
        ["audit", "bundle"],
    ])
    func keptFiles(words: [String]) throws {
        try addPersons(1...2)
        #expect(try engagectl("audit", "checkpoint").code == 0)
        let file = daemon.folder + "/treasure", size = try daemon.head.size
        try "a treasure\n".write(toFile: file, atomically: false, encoding: .utf8)
        try addPersons(3...4)
        let refused = try Engagectl.run(daemon, words + ["--to", file])
        #expect(refused.status == 65 && refused.notes.contains("nothing is overwritten"), "\(refused)")
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "a treasure\n")
        #expect(try LedgerReader(path: daemon.ledger).lastCheckpoint()?.size == size, "nothing was made in vain")
        guard words != ["audit", "bundle"] else { return }
        let replaced = try Engagectl.run(daemon, words + ["--to", file, "--replace"])
        #expect(replaced.status == 0, "\(replaced)")
        #expect(try String(contentsOfFile: file, encoding: .utf8) != "a treasure\n")
        let names = try FileManager.default.contentsOfDirectory(atPath: daemon.folder)
        #expect(names.filter { $0.hasPrefix("treasure") } == ["treasure"])
    }

    @Test("a rotated key signs from then on, and who trusts the old one can follow")
    func rotation() throws {
        let before = daemon.folder + "/before", after = daemon.folder + "/after"
        #expect(try engagectl("audit", "key", "--to", before).code == 0)
        try addPersons(1...2)
        let rotated = try engagectl("audit", "rotate-key")
        #expect(rotated.code == 0, "\(rotated.output)")
        #expect(try engagectl("audit", "key", "--to", after).code == 0)
        #expect(try String(contentsOfFile: before, encoding: .utf8) != String(contentsOfFile: after, encoding: .utf8))
        try addPersons(3...4)
        #expect(try engagectl("audit", "checkpoint").code == 0)
        for key in [before, after] {
            let verified = try engagectl("audit", "verify", "--key", key)
            #expect(verified.code == 0, "\(verified.output)")
        }
        daemon.kill()
        try daemon.start()
        try addPersons(5...5)
        #expect(try engagectl("audit", "checkpoint").code == 0)
        #expect(try engagectl("audit", "verify", "--key", before).code == 0)
    }

    @Test("a lost key stops checkpoints and nothing else, until another is adopted")
    func lostKey() throws {
        daemon.kill()
        try FileManager.default.removeItem(atPath: daemon.folder + "/state/checkpoint-key")
        try daemon.start()
        try addPersons(1...1)
        #expect(try engagectl("audit", "checkpoint").code != 0)
        #expect(try engagectl("audit", "rotate-key").code == 0)
        try addPersons(2...2)
        #expect(try engagectl("audit", "checkpoint").code == 0)
        #expect(try engagectl("audit", "verify").code == 0)
    }

    @Test("a key that others may read keeps the daemon from starting")
    func readableKey() throws {
        daemon.kill()
        #expect(chmod(daemon.folder + "/state/checkpoint-key", 0o644) == 0)
        try daemon.launch()
        #expect(daemon.waitForExit() == 78)
        #expect(daemon.log.contains("chmod 600"))
    }

    @Test("after a kill the left-over log is verified with the file, in a folder that may not be written to")
    func leftOver() throws {
        try addPersons(1...5)
        daemon.kill()
        chmod(daemon.folder + "/state", 0o500)
        defer { chmod(daemon.folder + "/state", 0o700) }
        let verified = try engagectl("audit", "verify", "--ledger", daemon.ledger, "-o", "jsonl")
        #expect(verified.code == 0, "\(verified.output)")
        let report = try JSON(parsing: Array(verified.output.trimmingCharacters(in: .newlines).utf8))
        #expect(report["size"]?.number == 8)
    }

    @Test("and by somebody who may read it and write nothing there",
          .enabled(if: getuid() == 0, "being another user needs root"))
    func leftOverOfOthers() throws {
        try addPersons(1...5)
        daemon.kill()
        let state = daemon.folder + "/state"
        let files = try FileManager.default.contentsOfDirectory(atPath: state).sorted()
        for file in files { chmod(state + "/" + file, 0o444) }
        for folder in [daemon.folder, state] { chmod(folder, 0o555) }
        defer { for folder in [daemon.folder, state] { chmod(folder, 0o700) } }
        let verified = try As.stranger.run(daemon, ["audit", "verify", "--ledger", daemon.ledger])
        #expect(verified.status == 0, "\(verified.output)")
        #expect(verified.output.contains("8 events"), "\(verified.output)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: state).sorted() == files)
    }

    @Test("checkpoints are made by count")
    func byCount() throws {
        daemon.kill()
        let configuration = try String(contentsOfFile: daemon.folder + "/engaged.conf", encoding: .utf8)
        try ("[checkpoints]\nevents = 4\n" + configuration)
            .write(toFile: daemon.folder + "/engaged.conf", atomically: true, encoding: .utf8)
        try daemon.start()
        try addPersons(1...9)
        try daemon.wait(until: "checkpoints are there") {
            try LedgerReader(path: daemon.ledger).checkpoints(from: 0, limit: 9).count >= 2
        }
    }

    @Test("a checkpoint is made by time")
    func byTime() throws {
        daemon.kill()
        let configuration = try String(contentsOfFile: daemon.folder + "/engaged.conf", encoding: .utf8)
        try ("[checkpoints]\nevents = 1000\nseconds = 1\n" + configuration)
            .write(toFile: daemon.folder + "/engaged.conf", atomically: true, encoding: .utf8)
        try daemon.start()
        let before = try LedgerReader(path: daemon.ledger).checkpoints(from: 0, limit: 99).count
        try addPersons(1...2)
        let head = try daemon.head.size
        try daemon.wait(until: "a checkpoint covers them") {
            let all = try LedgerReader(path: daemon.ledger).checkpoints(from: 0, limit: 99)
            return all.count > before && all.last?.size == head
        }
    }

    static let refused: [(words: String, code: Int32)] = [
        ("audit prove 999", 1), ("audit prove 2 --size 1", 65), ("audit prove --consistency 99 3", 65),
        ("audit prove x", 64), ("audit export --format jsonl --since 9 --until 3", 64),
        ("audit export --format jsonl --since 2026-02-01 --until 2026-01-31", 64),
        ("audit bundle --to /nowhere/bundle --since 2026-02-01 --until 2026-01-31", 64),
    ]

    @Test("what cannot be proven is said so", arguments: refused)
    func refusals(words: String, code: Int32) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try DaemonProcess.executable("engagectl"))
        process.arguments = words.split(separator: " ").map(String.init)
        process.environment = ["ENGAGED_SOCKET": daemon.socket]
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == code)
    }
}
