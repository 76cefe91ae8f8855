import Foundation
import Glibc
import Schema
import Testing

@Suite("Bundles for auditors", .serialized)
struct BundleTests {
    private func bundle(_ daemon: DaemonProcess, _ words: [String] = []) throws -> [UInt8] {
        let file = daemon.folder + "/bundle-\(UUID().uuidString)"
        let made = try Engagectl.run(daemon, ["audit", "bundle", "--to", file] + words)
        try #require(made.status == 0, "\(made.output)\(made.notes)")
        let data = try #require(FileManager.default.contents(atPath: file))
        return [UInt8](data)
    }

    private func running() throws -> DaemonProcess {
        let daemon = try DaemonProcess()
        try daemon.start()
        try daemon.addPersons(10)
        for id in ["PRV-ALPHA", "PRV-BETA"] { try register(daemon, id) }
        _ = try daemon.call("org.engaged.Ledger.Checkpoint")
        return daemon
    }

    /// Registers a provider as a manager, where the tests may be somebody else.
    private func register(_ daemon: DaemonProcess, _ id: String) throws {
        guard getuid() == 0 else { return }
        if id == "PRV-ALPHA" {
            _ = try daemon.call("org.engaged.Governance.BindPerson", #"{"handle":"p-1","uid":59001}"#)
        }
        let made = try As.manager.run(
            daemon, ["provider", "register", id, "--legal-name", "A company", "--country", "PL"])
        try #require(made.status == 0, "\(made.output)")
    }

    @Test("the worked example of bundle.md is what that text says")
    func example() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let data = try Data(contentsOf: folder.appendingPathComponent("Schemas/bundle-example.jsonl"))
        let reader = try BundleReader([UInt8](data))
        #expect(reader.faults == [])
        #expect(reader.manifest["root"]?.text == "5d9f73518756b7fdc97c7ed9700d6b8ae85af6f2c40b63cf8c8db102c4cc808d")
        #expect(reader.bodies.keys.sorted() == [0, 2])
        let whole = try BundleReader([UInt8](
            try Data(contentsOf: folder.appendingPathComponent("Schemas/ledger/example.jsonl"))))
        #expect(whole.faults == [] && whole.manifest["root"] == reader.manifest["root"])
        #expect(whole.bodies.count == 3 && whole.manifest["checkpoint"] != nil)
    }

    static let mistyped = [
        ["bundle", "--engagement", "ENG-2026-4711"], ["bundle", "--provider", "PRV-GAMMA"],
        ["bundle", "--engagement", "ENG-2026-4711", "--no-reports"],
        ["export", "--format", "jsonl", "--engagement", "ENG-2026-4711"],
        ["export", "--format", "cloudevents", "--engagement", "ENG-2026-4711"],
        ["export", "--format", "csv", "--engagement", "ENG-2026-4711"],
        ["export", "--format", "csv", "--view", "credit", "--engagement", "ENG-2026-4711"],
    ]

    @Test("a mistyped id is not found: no empty file that looks like an answer, and nothing is left behind")
    func unknown() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let names = Set(try FileManager.default.contentsOfDirectory(atPath: daemon.folder)).union(["notes"])
        for words in BundleTests.mistyped {
            let made = try Engagectl.run(daemon, ["audit"] + words + ["--to", daemon.folder + "/file"])
            #expect(made.status == 1 && made.notes.contains("not found: "), "\(words): \(made)")
        }
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: daemon.folder)) == names)
        for words in [["audit", "fetch"], ["backup"], ["audit", "bundle"]] {
            let places = ["--socket", daemon.folder + "/none", "--to", daemon.folder + "/x"]
            let made = try Engagectl.run(daemon, words + places)
            #expect(made.status == 69, "\(words): \(made)")
        }
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: daemon.folder)) == names)
    }

    @Test("a bundle proves itself: headers, chosen bodies, texts, reports, checkpoint and signature")
    func whole() throws {
        let daemon = try running()
        let reader = try BundleReader(try bundle(daemon, ["--texts"]))
        #expect(reader.faults == [])
        let (size, root) = try daemon.head
        #expect(reader.manifest["size"]?.number == size && reader.manifest["root"]?.text == root)
        #expect(Int64(reader.bodies.count) == size)
        #expect(reader.manifest["checkpoint"]?.text?.hasPrefix("engaged.local/ledger\n\(size)\n") == true)
    }

    @Test("of a choice there are these bodies and no others; the period counts for what is not whole",
          .enabled(if: getuid() == 0, "being a manager needs root"))
    func chosen() throws {
        let daemon = try running()
        let last = try daemon.head.size - 1
        let some = try BundleReader(try bundle(daemon, ["--provider", "PRV-BETA"]))
        #expect(some.faults == [])
        #expect(some.bodies[last] != nil && some.bodies[last - 1] == nil)
        let none = try BundleReader(try bundle(daemon, ["--provider", "PRV-BETA", "--until", "\(last - 1)"]))
        #expect(none.faults == [])
        #expect(none.bodies[last] == nil && none.bodies[3] != nil)
    }

    @Test("whatever is changed in a bundle is found")
    func tampered() throws {
        let daemon = try running()
        let text = String(decoding: try bundle(daemon, ["--texts"]), as: UTF8.self)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        #expect(try BundleReader(Array(text.utf8)).faults == [])
        func faults(_ change: (inout [String]) -> Void) throws -> [String] {
            var changed = lines
            change(&changed)
            return try BundleReader(Array(changed.joined(separator: "\n").utf8)).faults
        }
        #expect(try faults { $0[4] = $0[4].replacing("person.added", with: "person.bound") }.contains("root"))
        #expect(try faults { $0[4] = $0[4].replacing("p-0", with: "p-9") }.contains("body at 3"))
        #expect(try faults { $0.remove(at: 4) }.contains("position 4 at 3"))
        #expect(try faults { $0.swapAt(4, 5) }.contains("position 4 at 3"))
        #expect(try faults { $0[4] = $0[4].replacing(/,"body":.*/, with: "}") }.contains("choice at 3"))
        #expect(try faults { $0[0] = $0[0].replacing("engaged.local", with: "engaged.other") }.contains("signature"))
        #expect(try faults { $0.removeLast(2) }.contains("there is no end"))
        let report = try #require(lines.firstIndex { $0.hasPrefix(#"{"report""#) })
        #expect(try faults { $0[report] = $0[report].replacing("\\r\\n", with: "x\\r\\n") }
            .contains { $0.hasPrefix("report") })
        let words = try #require(lines.firstIndex { $0.hasPrefix(#"{"text""#) })
        #expect(try faults { $0[words] = $0[words].replacing("Person", with: "Nobody") }
            .contains { $0.hasPrefix("text") })
        lines[words] += " "
        #expect(try faults { _ in }.contains("digest of the lines"))
    }
}
