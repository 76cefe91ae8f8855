import Foundation
import Glibc
import Schema
import Testing
import Varlink

@Suite("What operators ask of the daemon", .serialized)
struct OperatingTests {
    private func watched() throws -> DaemonProcess {
        let daemon = try DaemonProcess()
        let metrics = "[metrics]\nfile = \(daemon.folder)/figures\nseconds = 1"
        try daemon.configure("operator = gid:\(getgid())\n" + metrics)
        return daemon
    }

    private func text(_ daemon: DaemonProcess) -> String {
        (try? String(contentsOfFile: daemon.folder + "/figures", encoding: .utf8)) ?? ""
    }

    @Test("figures are in the file and in the answer, and follow what happens")
    func figures() throws {
        let daemon = try watched()
        try daemon.start()
        for number in 0..<3 { _ = try daemon.call("org.engaged.Governance.AddPerson", #"{"handle":"p-\#(number)"}"#) }
        let head = try #require(try daemon.call("org.engaged.Ledger.Head")["size"]?.number)
        let answer = try daemon.call("org.engaged.Operations.Metrics")["text"]?.text ?? ""
        #expect(answer.contains("\nengaged_head_position \(head - 1)\n"))
        #expect(answer.contains("\nengaged_batch_commands_count 3\n"))
        #expect(answer.hasSuffix("# EOF\n"))
        try daemon.wait(until: "the file has the figures") {
            text(daemon).contains("\nengaged_head_position \(head - 1)\n") && text(daemon).hasSuffix("# EOF\n")
        }
        #expect(daemon.terminate() == 0)
    }

    @Test("every denied call counts once, and nothing else counts")
    func denials() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        func counted() throws -> Int {
            let text = try daemon.call("org.engaged.Operations.Metrics")["text"]?.text ?? ""
            let sample = try #require(text.firstMatch(of: /(?m)^engaged_denials_total (\d+)$/), "\(text)")
            return Int(sample.output.1) ?? -1
        }
        func refused(_ method: String, _ parameters: String, _ name: String) throws {
            do throws(VarlinkClientError) {
                _ = try VarlinkClient(path: daemon.socket).call(method, Array(parameters.utf8))
                Issue.record("\(method) was answered")
            } catch {
                #expect("\(error)".contains(name), "\(error)")
            }
        }
        _ = try daemon.call("org.engaged.Governance.AddPerson", #"{"handle":"p-1"}"#)
        #expect(try counted() == 0)
        for number in 1...3 {
            try refused("org.engaged.Gates.Request", #"{"engagement":"ENG-1","gate":"to_pilot"}"#, "NotPermitted")
            #expect(try counted() == number, "a role that is missing")
        }
        try refused("org.engaged.Governance.AddPerson", #"{"handle":"p-1"}"#, "Refused")
        try refused("org.engaged.Governance.AddPerson", #"{"handle":7}"#, "BadInput")
        try refused("org.engaged.Engagements.Show", #"{"engagement":"ENG-1"}"#, "NotFound")
        #expect(try counted() == 3, "rules, forms and what is not there deny nobody anything")
        try daemon.configure("auditor = gid:\(getgid())")
        daemon.send(SIGHUP)
        try daemon.wait(until: "the role is gone") { daemon.log.contains("configuration reloaded") }
        try refused("org.engaged.Ledger.RebuildViews", "{}", "NotPermitted")
        try daemon.configure("operator = gid:\(getgid())")
        daemon.send(SIGHUP)
        try daemon.wait(until: "the role is back") { daemon.log.matches(of: /configuration reloaded/).count == 2 }
        #expect(try counted() == 4, "a question that was denied")
    }

    @Test("health names what was looked at")
    func health() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let checks = try daemon.call("org.engaged.Operations.Health")["checks"]?.elements ?? []
        let names = checks.compactMap { $0["name"]?.text }
        #expect(names == [
            "configuration", "permissions", "space", "clock", "writer", "views", "roles", "full check", "checkpoint",
            "backup",
        ])
        #expect(checks.first { $0["name"]?.text == "backup" }?["verdict"]?.text == "warning")
        #expect(!checks.contains { $0["verdict"]?.text == "bad" && $0["name"]?.text != "space" })
        #expect(daemon.terminate() == 0)
    }

    @Test("health names a file that others may write, and one that is gone")
    func permissions() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        func permissions() throws -> JSON? {
            try daemon.call("org.engaged.Operations.Health")["checks"]?.elements.first {
                $0["name"]?.text == "permissions"
            }
        }
        #expect(try permissions()?["verdict"]?.text == "good")
        let texts = daemon.folder + "/state/texts.db"
        chmod(texts, 0o666)
        let loose = try permissions()
        #expect(loose?["verdict"]?.text == "warning")
        #expect(loose?["detail"]?.text?.hasPrefix("\(texts) has mode 0666") == true)
        #expect(loose?["hint"]?.text?.hasSuffix("chmod 0600 \(texts)") == true)
        chmod(texts, 0o600)
        chmod(daemon.folder + "/state", 0o755)
        #expect(try permissions()?["detail"]?.text?.hasPrefix("\(daemon.folder)/state has mode 0755") == true)
        chmod(daemon.folder + "/state", 0o700)
        rename(texts, texts + ".away")
        #expect(try permissions()?["verdict"]?.text == "bad")
        rename(texts + ".away", texts)
        #expect(try permissions()?["verdict"]?.text == "good")
        #expect(daemon.terminate() == 0)
    }

    @Test("the log level changes by the socket, and a number that is none does not")
    func logLevel() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        _ = try daemon.call("io.systemd.service.Ping")
        _ = try daemon.call("io.systemd.service.SetLogLevel", #"{"level":3}"#)
        _ = try daemon.call("org.engaged.Governance.AddPerson", #"{"handle":"p-quiet"}"#)
        #expect(throws: VarlinkClientError.self) {
            try daemon.call("io.systemd.service.SetLogLevel", #"{"level":99}"#)
        }
        _ = try daemon.call("io.systemd.service.Reload")
        _ = try daemon.call("org.engaged.Governance.AddPerson", #"{"handle":"p-loud"}"#)
        try daemon.wait(until: "the second is heard") { daemon.log.contains("p-loud") }
        #expect(!daemon.log.contains("p-quiet"))
        #expect(daemon.terminate() == 0)
    }

    @Test("a faulty configuration is refused by the reload that asked for it")
    func reload() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        try daemon.configure("emperor = gid:1")
        do {
            _ = try daemon.call("io.systemd.service.Reload")
            Issue.record("the reload was accepted")
        } catch let error as VarlinkClientError {
            #expect("\(error)".contains("Unavailable"))
        }
        let typed = try Engagectl.run(daemon, ["reload"])
        #expect(typed.status == 78, "\(typed.notes)")
        #expect(typed.notes.contains("configuration not reloaded: ") && typed.notes.contains("unknown role emperor"))
        #expect(typed.notes.contains("the one before stays in force"))
        #expect(!typed.notes.contains("nothing can be recorded"), "\(typed.notes)")
        let looked = try daemon.call("org.engaged.Operations.Health")["checks"]?.elements.first
        #expect(looked?["verdict"]?.text == "warning")
        #expect(looked?["detail"]?.text?.contains("the next start will fail") == true)
        #expect(daemon.terminate() == 0)
    }
}
