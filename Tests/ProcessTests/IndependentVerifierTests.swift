import Foundation
import Glibc
import Schema
import Testing

@Suite("What engagectl hands out, before a verifier that is not ours", .serialized)
struct IndependentVerifierTests {
    private let daemon: DaemonProcess
    private let verifier: IndependentVerifier
    private let key: String
    private let kept: String
    private static let event = 4

    init() throws {
        daemon = try DaemonProcess()
        verifier = try IndependentVerifier(in: daemon.folder)
        (key, kept) = (daemon.folder + "/their.key", daemon.folder + "/checkpoint-kept")
        try daemon.start()
        try daemon.addPersons(12)
        try ctl(["audit", "key", "--to", key])
        try ctl(["audit", "checkpoint", "--to", kept])
        try daemon.addPersons(9, from: 12)
        try ctl(["audit", "checkpoint"])
    }

    private func ctl(_ words: [String]) throws {
        let done = try Engagectl.run(daemon, words)
        try #require(done.status == 0, "\(words): \(done.output)\(done.notes)")
    }

    /// A good file is called good, of as many events as the log has.
    private func expectGood(_ words: [String], texts: Int64? = nil) throws {
        let verdict = try verifier.run(words + ["--key", key, "--against", kept])
        #expect(verdict.status == 0 && verdict.kinds == [], "\(words): \(verdict)")
        #expect(verdict.report["events"]?.number == (try daemon.head.size), "\(verdict)")
        if let texts { #expect(verdict.report["texts"]?.number == texts, "\(verdict)") }
    }

    @Test("a fetched copy is good, and a changed one is not")
    func fetched() throws {
        let copy = daemon.folder + "/copy"
        try ctl(["audit", "fetch", "--to", copy])
        try expectGood([copy + "/ledger.db"])
        try ForgedFile.change(copy + "/ledger.db", """
            DROP TRIGGER event_unchanging; UPDATE event SET body = replace(body, 'p-3', 'p-9') WHERE position = 6
            """)
        let verdict = try verifier.run([copy + "/ledger.db", "--key", key])
        #expect(verdict.status == 4 && verdict.kinds == ["bodyHash", "schema"], "\(verdict)")
        #expect(verdict.places.contains { $0.contains("event 6") }, "\(verdict.places)")
    }

    @Test("a backup is good, its texts are those of the log, and a changed text or a missing one is named")
    func backedUp() throws {
        let backup = daemon.folder + "/backup"
        try ctl(["backup", "--to", backup])
        try expectGood([backup + "/ledger.db"], texts: 21)
        for (sql, word) in [
            ("UPDATE text SET content = 'Somebody else' WHERE position = 5", "SHA-256"),
            ("DELETE FROM text WHERE position = 6", "is in no row"),
            ("UPDATE text SET salt = NULL, content = NULL WHERE position = 7", "erased"),
        ] {
            let changed = daemon.folder + "/changed"
            try? FileManager.default.removeItem(atPath: changed)
            try FileManager.default.copyItem(atPath: backup, toPath: changed)
            try ForgedFile.change(changed + "/texts.db", sql)
            let verdict = try verifier.run([changed + "/ledger.db", "--key", key])
            #expect(verdict.status == 4 && verdict.kinds == ["text"], "\(sql): \(verdict)")
            let fault = verdict.report["faults"]?.elements.first
            #expect("\(fault ?? .null)".contains(word), "\(sql): \(verdict)")
            let ours = try Engagectl.run(daemon, ["audit", "verify", "--ledger", changed + "/ledger.db"])
            #expect(ours.status == 4 && ours.output.contains(": text: text of digest"), "\(sql): \(ours)")
        }
    }

    @Test("the daemon looks at its own texts while it runs, erasures included")
    func ownTexts() throws {
        let words = ["audit", "verify", "--key", key, "--against", kept, "-o", "jsonl"]
        let good = try Engagectl.run(daemon, words)
        #expect(good.status == 0, "\(good)")
        #expect(try JSON(parsing: Array(good.output.utf8.dropLast()))["texts"]?.number == 21, "\(good)")
        try ForgedFile.change(daemon.folder + "/state/texts.db", "DELETE FROM text WHERE position = 6")
        let bad = try Engagectl.run(daemon, words)
        let faults = try JSON(parsing: Array(bad.output.utf8.dropLast()))["faults"]?.elements ?? []
        #expect(bad.status == 4 && faults.map { $0["kind"]?.text } == ["text"], "\(bad)")
        #expect(faults.first?["position"]?.number == 6, "\(bad)")
    }

    @Test("a bundle is good, whole or of a choice, with its texts")
    func bundled() throws {
        for words in [[], ["--texts"], ["--since", "5", "--until", "9"], ["--no-reports"]] {
            let file = daemon.folder + "/bundle-\(words.count)-\(words.first ?? "whole")"
            try ctl(["audit", "bundle", "--to", file] + words)
            try expectGood(["--bundle", file])
        }
    }

    /// A change to the lines of a bundle, and what must be named.
    struct Damage: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var kind: String
        var change: @Sendable (inout [String]) -> Void

        init(_ name: String, _ kind: String, _ change: @escaping @Sendable (inout [String]) -> Void) {
            (testDescription, self.kind, self.change) = (name, kind, change)
        }
    }

    static let damages = [
        Damage("another header", "root") { $0[5] = $0[5].replacing("person.added", with: "person.bound") },
        Damage("another body", "bodyHash") { $0[5] = $0[5].replacing("p-1", with: "p-9") },
        Damage("a body left out", "selection") { $0[5] = $0[5].replacing(/,"body":.*/, with: "}") },
        Damage("a header left out", "gap") { $0.remove(at: 5) },
        Damage("headers swapped", "gap") { $0.swapAt(5, 6) },
        Damage("another origin", "header") { $0[0] = $0[0].replacing("engaged.local", with: "engaged.other") },
        Damage("another signature", "signature") { lines in
            lines[0] = lines[0].replacing(/(\\u2014|—) engaged.local\/ledger [A-Za-z0-9+\/]{20}/) { match in
                String(match.output.0.dropLast(8)) + "AAAAAAAA"
            }
        },
        Damage("no end", "end") { $0.remove(at: $0.count - 2) },
        Damage("another text", "form") { lines in
            guard let at = lines.firstIndex(where: { $0.hasPrefix(#"{"text""#) }) else { return }
            lines[at] = lines[at].replacing("Person", with: "Nobody")
        },
        Damage("a text twice", "end") { lines in
            guard let at = lines.firstIndex(where: { $0.hasPrefix(#"{"text""#) }) else { return }
            lines.insert(lines[at], at: at)
        },
        Damage("another report", "form") { lines in
            guard let at = lines.firstIndex(where: { $0.hasPrefix(#"{"report""#) }) else { return }
            lines[at] = lines[at].replacing("\\r\\n", with: "x\\r\\n")
        },
    ]

    @Test("whatever is changed in a bundle is refused by name", arguments: damages)
    func damagedBundle(_ damage: Damage) throws {
        let file = daemon.folder + "/bundle"
        try ctl(["audit", "bundle", "--texts", "--to", file])
        var lines = try String(contentsOfFile: file, encoding: .utf8)
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let before = lines
        damage.change(&lines)
        try #require(lines != before, "nothing was changed")
        try lines.joined(separator: "\n").write(toFile: file, atomically: false, encoding: .utf8)
        let verdict = try verifier.run(["--bundle", file, "--key", key])
        #expect(verdict.status == 4 && verdict.kinds.contains(damage.kind), "\(verdict)")
    }

    @Test("a bundle of another log, or cut off in its first line, is not taken for this one")
    func foreignBundle() throws {
        let file = daemon.folder + "/bundle"
        try ctl(["audit", "bundle", "--to", file])
        let other = try DaemonProcess()
        try other.start()
        let theirs = other.folder + "/their.key"
        #expect(try Engagectl.run(other, ["audit", "key", "--to", theirs]).status == 0)
        let foreign = try verifier.run(["--bundle", file, "--key", theirs])
        #expect(foreign.status == 4 && foreign.kinds == ["key"], "\(foreign)")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        try String(text.prefix(100)).write(toFile: file, atomically: false, encoding: .utf8)
        #expect(try verifier.run(["--bundle", file, "--key", key]).status == 65)
    }

    /// The proof of one event, and the record it is of, as AUDITORS.md has them made.
    private func proof() throws -> (file: String, record: String) {
        let file = daemon.folder + "/event.tlog-proof", record = daemon.folder + "/record"
        let copy = daemon.folder + "/copy-for-record"
        try ctl(["audit", "prove", "\(Self.event)", "--to", file, "--replace"])
        try ctl(["audit", "fetch", "--to", copy])
        let (status, text) = try Python.run("""
            import sqlite3, sys
            file = sqlite3.connect(f"file:{sys.argv[1]}/ledger.db?immutable=1", uri=True)
            row = file.execute("SELECT record FROM event_record WHERE position = ?", (int(sys.argv[2]),)).fetchone()
            open(sys.argv[3], "w", newline="").write(row[0])
            """, [copy, "\(Self.event)", record])
        try #require(status == 0, "\(text)")
        return (file, record)
    }

    @Test("a proof is good, and none of its parts can be another")
    func proven() throws {
        let (file, record) = try proof()
        let words = ["--proof", file, "--record", record, "--key", key]
        #expect(try verifier.run(words).status == 0)
        let good = try String(contentsOfFile: file, encoding: .utf8)
        let lines = good.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let other = lines[3] == lines[2] ? lines[4] : lines[3]
        for (name, text, kind) in [
            ("index", good.replacing("index \(Self.event)\n", with: "index \(Self.event + 1)\n"), "proof"),
            ("hash", good.replacing(lines[2], with: other), "proof"),
            ("hash left out", good.replacing(lines[2] + "\n", with: ""), "proof"),
            ("head line", good.replacing("tlog-proof@v1", with: "tlog-proof@v2"), "proof"),
            ("size", good.replacing("\n21\n", with: "\n22\n").replacing("\n24\n", with: "\n25\n"), "proof"),
            ("name of the signer", good.replacing("— engaged.local", with: "— engaged.other"), "signature"),
            ("cut off", String(good.dropLast(20)), "proof"),
        ] {
            try #require(text != good, "\(name): nothing was changed")
            try text.write(toFile: file, atomically: false, encoding: .utf8)
            let verdict = try verifier.run(words)
            #expect(verdict.status == 4 && verdict.kinds.contains(kind), "\(name): \(verdict)")
        }
        try good.write(toFile: file, atomically: false, encoding: .utf8)
        let text = try String(contentsOfFile: record, encoding: .utf8)
        try text.replacing("uid=", with: "uid=1").write(toFile: record, atomically: false, encoding: .utf8)
        let forged = try verifier.run(words)
        #expect(forged.status == 4 && forged.kinds == ["proof"], "\(forged)")
    }

    @Test("behind two rotations the old key does for a copy and a bundle, and a proof is refused by name")
    func rotated() throws {
        for first in [40, 50] {
            try ctl(["audit", "rotate-key"])
            try daemon.addPersons(3, from: first)
        }
        try ctl(["audit", "checkpoint"])
        let new = daemon.folder + "/new.key", copy = daemon.folder + "/copy", bundle = daemon.folder + "/bundle"
        try ctl(["audit", "key", "--to", new])
        try ctl(["audit", "fetch", "--to", copy])
        try ctl(["audit", "bundle", "--to", bundle])
        let (proof, record) = try proof()
        for (words, isSigned) in [
            ([copy + "/ledger.db"], true), (["--bundle", bundle], true),
            (["--proof", proof, "--record", record], false),
        ] {
            #expect(try verifier.run(words + ["--key", new]).status == 0, "\(words)")
            let old = try verifier.run(words + ["--key", key])
            #expect(old.status == (isSigned ? 0 : 4), "\(words): \(old)")
            #expect(isSigned || !old.kinds.isDisjoint(with: ["key", "signature"]), "\(words): \(old)")
        }
        let text = try String(contentsOfFile: bundle, encoding: .utf8)
        let manifest = try JSON(parsing: Array(try #require(text.split(separator: "\n").first).utf8))
        #expect(manifest["vouchers"]?.elements.count == 2)
    }
}
