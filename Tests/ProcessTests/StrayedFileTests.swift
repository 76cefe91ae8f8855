import Foundation
import Glibc
import Ledger
import Schema
import Testing
import Varlink

@Suite("A file taken away from under the daemon", .serialized)
struct StrayedFileTests {
    private let daemon: DaemonProcess
    private var state: String { daemon.folder + "/state" }

    init() throws {
        daemon = try DaemonProcess()
        try daemon.start()
        try daemon.addPersons(20)
    }

    /// Why nothing can be recorded; none where it can.
    private func obstacle(_ handle: String) throws -> String? {
        do throws(VarlinkClientError) {
            let parameters = #"{"handle":"\#(handle)","name":"Somebody"}"#
            _ = try VarlinkClient(path: daemon.socket).call("org.engaged.Governance.AddPerson", Array(parameters.utf8))
            return nil
        } catch {
            guard case .remote(let failure) = error, failure.name.hasSuffix(".Unavailable") else { throw error }
            return "\(error)"
        }
    }

    /// Records on until that is refused; how many events were acknowledged until then.
    private func recordUntilRefused() throws -> Int64 {
        var number = 0
        try daemon.wait(until: "recording is refused") {
            number += 1
            return try obstacle("p-meanwhile-\(number)") != nil
        }
        return try daemon.head.size
    }

    private func expectHeld(_ name: String) throws {
        #expect(try obstacle("p-refused")?.contains(state + "/" + name) == true)
        #expect(throws: VarlinkClientError.self) { try daemon.call("org.engaged.Ledger.Checkpoint") }
        let figures = try daemon.call("org.engaged.Operations.Metrics")["text"]?.text ?? ""
        #expect(figures.contains("\nengaged_writable 0\n"))
        let checks = try daemon.call("org.engaged.Operations.Health")["checks"]?.elements ?? []
        #expect(checks.first { $0["name"]?.text == "writer" }?["verdict"]?.text == "bad")
        #expect(try Engagectl.run(daemon, ["person", "list"]).output.contains("p-19"), "reading goes on")
    }

    /// Runs the commands that the journal names, in an empty folder.
    private func rescue() throws -> String {
        try daemon.wait(until: "the journal names the commands") { daemon.log.contains("before this daemon ends: ") }
        let said = try #require(daemon.log.firstMatch(of: /before this daemon ends: (.*)/))
        let folder = daemon.folder + "/rescued"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", "cd '\(folder)' && \(said.output.1)"]
        try shell.run()
        shell.waitUntilExit()
        #expect(shell.terminationStatus == 0, "\(said.output.1)")
        return folder
    }

    private func expectSound(_ size: Int64, _ root: String) throws {
        try daemon.start()
        #expect(try daemon.head.size >= size)
        #expect(try LedgerReader(path: daemon.ledger).root(size: size).description == root)
        #expect(daemon.terminate() == 0)
        let texts = ["/texts.db", "/texts.db-wal"].compactMap { FileManager.default.contents(atPath: state + $0) }
        #expect(texts.contains { $0.range(of: Data("Person number 19".utf8)) != nil }, "the texts are there")
        #expect(try LedgerReader(path: daemon.ledger).fullCheck().isSound)
    }

    static let files = ["ledger.db", "ledger.db-wal", "texts.db", "texts.db-wal"]

    @Test("removed, it is noticed, nothing more is acknowledged, and all that was is rescued as the journal says",
          arguments: files)
    func removed(_ name: String) throws {
        try FileManager.default.removeItem(atPath: state + "/" + name)
        let size = try recordUntilRefused(), root = try daemon.head.root
        try expectHeld(name)
        let folder = try rescue()
        daemon.kill()
        for file in StrayedFileTests.files {
            unlink(state + "/" + file)
            try FileManager.default.moveItem(atPath: folder + "/" + file, toPath: state + "/" + file)
        }
        try expectSound(size, root)
    }

    @Test("moved away and back, it is gone on with", arguments: files)
    func moved(_ name: String) throws {
        let path = state + "/" + name
        rename(path, path + ".away")
        let size = try recordUntilRefused(), root = try daemon.head.root
        try expectHeld(name)
        rename(path + ".away", path)
        try daemon.wait(until: "recording goes on") { try obstacle("p-again") == nil }
        try daemon.wait(until: "the journal says so") { daemon.log.contains("back in their place") }
        daemon.kill()
        try expectSound(size, root)
    }

    @Test("another file in its place is not taken for it")
    func replaced() throws {
        try FileManager.default.copyItem(atPath: daemon.ledger, toPath: daemon.ledger + ".other")
        rename(daemon.ledger + ".other", daemon.ledger)
        _ = try recordUntilRefused()
        try expectHeld("ledger.db")
    }
}
