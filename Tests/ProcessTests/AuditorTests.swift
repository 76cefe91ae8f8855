import Foundation
import Glibc
import Schema
import Testing
import Varlink

@Suite("The auditor", .serialized)
struct AuditorTests {
    /// A daemon whose tests speak as an auditor, with what an operator recorded before.
    private func audited() throws -> DaemonProcess {
        let daemon = try DaemonProcess()
        try daemon.start()
        try daemon.addPersons(10)
        if getuid() != 0 {
            _ = try daemon.call("org.engaged.Governance.BindPerson", #"{"handle":"p-7","uid":\#(getuid())}"#)
        }
        #expect(daemon.terminate() == 0)
        let configuration = try String(contentsOfFile: daemon.folder + "/engaged.conf", encoding: .utf8)
        try configuration.replacing("operator = gid:\(getgid())", with: "auditor = gid:\(getgid())")
            .replacing("auditor = gid:59103\n", with: "")
            .write(toFile: daemon.folder + "/engaged.conf", atomically: true, encoding: .utf8)
        try daemon.start()
        return daemon
    }

    /// Every method that the daemon describes, with its interface.
    private func methods(_ daemon: DaemonProcess) throws -> [String] {
        let info = try daemon.call("org.varlink.service.GetInfo")
        return try (info["interfaces"]?.elements ?? []).compactMap(\.text).filter { $0.hasPrefix("org.engaged.") }
            .flatMap { interface -> [String] in
                let text = try daemon.call(
                    "org.varlink.service.GetInterfaceDescription", #"{"interface":"\#(interface)"}"#)["description"]
                return (text?.text ?? "").matches(of: /(?m)^method (\w+)/).map { "\(interface).\($0.output.1)" }
            }
    }

    private func error(_ daemon: DaemonProcess, _ method: String, _ parameters: String) throws -> String? {
        let client = try VarlinkClient(path: daemon.socket)
        do throws(VarlinkClientError) {
            _ = try client.call(method, Array(parameters.utf8))
            return nil
        } catch {
            guard case .remote(let failure) = error else { throw error }
            return String(failure.name.split(separator: ".").last ?? "")
        }
    }

    static let reading = ["Engagements", "Registers", "Ledger", "Identity", "Operations"].map { "org.engaged." + $0 }
    static let operators = ["RebuildViews", "ConfirmTime", "ConfirmBackup", "Checkpoint", "RotateKey", "Backup"]

    @Test("every question is answered, and every command is refused before its parameters count")
    func reads() throws {
        let daemon = try audited()
        let before = try daemon.head
        let all = try methods(daemon)
        #expect(all.count > 80)
        for method in all {
            let parts = method.split(separator: ".").map(String.init)
            let isQuestion = AuditorTests.reading.contains(parts.dropLast().joined(separator: "."))
            let error = try error(daemon, method, "{}")
            if isQuestion, !AuditorTests.operators.contains(parts.last ?? "") {
                #expect(error != "NotPermitted", "\(method)")
            } else if error != "BadInput" {
                #expect(error == "NotPermitted" || error == "ExpectedMore", "\(method): \(error ?? "answered")")
            }
        }
        #expect(try daemon.head == before)
    }

    @Test("commands with proper parameters are not permitted either")
    func writes() throws {
        let daemon = try audited()
        let before = try daemon.head
        for (method, parameters) in [
            ("org.engaged.Governance.AddPerson", #"{"handle":"p-x"}"#),
            ("org.engaged.Governance.BindPerson", #"{"handle":"p-1","uid":4711}"#),
            ("org.engaged.Engagement.AddNote", #"{"engagement":"ENG-1","note":"x"}"#),
            ("org.engaged.Gates.Request", #"{"engagement":"ENG-1","gate":"to_contracting"}"#),
            ("org.engaged.Gates.Approve", #"{"engagement":"ENG-1","gate":"to_contracting"}"#),
            ("org.engaged.Ledger.ConfirmTime", "{}"), ("org.engaged.Ledger.RebuildViews", "{}"),
            ("org.engaged.Ledger.Checkpoint", "{}"),
        ] {
            let error = try error(daemon, method, parameters)
            #expect(["NotPermitted", "NotFound"].contains(error), "\(method): \(error ?? "answered")")
        }
        let names = Set(try FileManager.default.contentsOfDirectory(atPath: daemon.folder)).union(["notes"])
        #expect(try Engagectl.run(daemon, ["backup", "--to", daemon.folder + "/backup"]).status == 77)
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: daemon.folder)) == names)
        #expect(try daemon.head == before)
    }

    @Test("an auditor fetches, exports, bundles and replays, and the journal tells of every read")
    func journaled() throws {
        let daemon = try audited()
        for words in [
            ["audit", "fetch", "--to", daemon.folder + "/copy"], ["audit", "export", "--format", "jsonl"],
            ["audit", "export", "--format", "csv", "--view", "person"],
            ["audit", "bundle", "--to", daemon.folder + "/bundle"], ["audit", "replay", "governance"],
            ["audit", "export", "--format", "csv", "--view", "credit"],
            ["policy", "history"], ["trail"],
        ] {
            let result = try Engagectl.run(daemon, words)
            #expect(result.status == 0, "\(words): \(result.notes)")
        }
        for method in ["Ledger.Copy", "Registers.Rows", "Engagements.History of governance", "Registers.Trail",
                       "Registers.Rows, view credit", "Registers.Rows, view person"] {
            let who = getuid() == 0 ? "uid 0" : "p-7 (uid \(getuid()))"
            let line = "<6>auditor \(who) read org.engaged.\(method)"
            try daemon.wait(until: "the journal says \(line)") { daemon.log.contains(line) }
        }
    }

    @Test("who is no auditor is not followed about")
    func others() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        _ = try daemon.call("org.engaged.Ledger.Head")
        #expect(daemon.terminate() == 0)
        #expect(!daemon.log.contains("auditor"))
    }
}
