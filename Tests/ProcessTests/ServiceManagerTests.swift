import Foundation
import Glibc
import Schema
import Testing
import Varlink

@Suite("The service manager's side", .serialized)
struct ServiceManagerTests {
    private func person(_ number: Int) -> String { #"{"handle":"p-\#(number)"}"# }

    private func notified(_ daemon: DaemonProcess, watchdog: Int? = nil) throws -> NotifySocket {
        let notify = try NotifySocket(daemon.folder + "/notify")
        daemon.environment = ["NOTIFY_SOCKET": notify.path]
        if let watchdog { daemon.environment["WATCHDOG_USEC"] = "\(watchdog)" }
        return notify
    }

    @Test("READY comes once the views are current and the socket answers, STOPPING at the end")
    func readiness() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        for number in 0..<100 { _ = try daemon.call("org.engaged.Governance.AddPerson", person(number)) }
        #expect(daemon.terminate() == 0)
        try FileManager.default.removeItem(atPath: daemon.folder + "/cache")
        let notify = try notified(daemon)
        try daemon.launch()
        try daemon.wait(until: "READY") { notify.count("READY=1") == 1 }
        // The very datagram, and figures: neither makes the views fold, as a question to them would.
        let ready = try #require(notify.all.first { $0.hasPrefix("READY=1") })
        #expect(ready.contains("STATUS=103 events, ") && ready.contains(", view lag 0, "), "\(ready)")
        let figures = try daemon.call("org.engaged.Operations.Metrics")["text"]?.text ?? ""
        #expect(figures.contains("\nengaged_view_lag_events 0\n"), "\(figures)")
        #expect(try daemon.call("org.engaged.Ledger.Views")["eventsFolded"]?.number ?? 0 >= 103)
        #expect(notify.count("STOPPING=1") == 0)
        #expect(daemon.terminate() == 0)
        #expect(notify.count("STOPPING=1") == 1)
        #expect(notify.count("READY=1") == 1)
    }

    @Test("every step of a start that may take long asks for time before it begins")
    func patience() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        for number in 0..<20 { _ = try daemon.call("org.engaged.Governance.AddPerson", person(number)) }
        #expect(daemon.terminate() == 0)
        try FileManager.default.removeItem(atPath: daemon.folder + "/cache")
        let notify = try notified(daemon)
        try daemon.launch()
        try daemon.wait(until: "READY") { notify.count("READY=1") == 1 }
        let steps = notify.all.prefix { !$0.hasPrefix("READY=1") }
        for step in steps { #expect(step.hasPrefix("EXTEND_TIMEOUT_USEC=120000000\n"), "\(step)") }
        let status = steps.compactMap { $0.split(separator: "\n").last { $0.hasPrefix("STATUS=") } }
        #expect(status.prefix(3) == ["STATUS=opening the ledger", "STATUS=opening the views", "STATUS=folding views"])
        #expect(status.dropFirst(3).first?.hasPrefix("STATUS=views at ") == true, "\(status)")
        #expect(daemon.terminate() == 0)
    }

    @Test("SIGHUP during a start does not say READY before the views are current")
    func reloadedEarly() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        // Enough to fold for somebody to come in between.
        for number in 0..<500 { _ = try daemon.call("org.engaged.Governance.AddPerson", person(number)) }
        #expect(daemon.terminate() == 0)
        try FileManager.default.removeItem(atPath: daemon.folder + "/cache")
        let notify = try notified(daemon)
        try daemon.launch()
        try daemon.wait(until: "the first step") { notify.count("STATUS=opening the ledger") == 1 }
        var sent = 0
        while notify.count("READY=1") == 0, sent < 20_000 {
            daemon.send(SIGHUP)
            sent += 1
            usleep(500)
        }
        let all = notify.all
        let ready = try #require(all.firstIndex { $0.contains("READY=1") })
        let step = try #require(all.lastIndex { $0.hasPrefix("EXTEND_TIMEOUT_USEC") })
        #expect(ready > step, "\(all)")
        #expect(sent > 0, "no SIGHUP came before READY")
        #expect(daemon.terminate() == 0)
    }

    @Test("the watchdog gets its signs of life")
    func watchdog() throws {
        let daemon = try DaemonProcess()
        let notify = try notified(daemon, watchdog: 300_000)
        try daemon.start()
        try daemon.wait(until: "three signs of life") { notify.count("WATCHDOG=1") >= 3 }
        #expect(daemon.terminate() == 0)
    }

    @Test("SIGHUP under load drops nothing, says RELOADING then READY, and the new roles count")
    func reload() throws {
        let daemon = try DaemonProcess()
        let notify = try notified(daemon)
        try daemon.start()
        let load = Load(socket: daemon.socket)
        load.start(clients: 8)
        for round in 1...20 {
            daemon.send(SIGHUP)
            try daemon.wait(until: "reload \(round) is done") { notify.count("READY=1") == 1 + round }
        }
        try daemon.wait(until: "there was a load") { load.all.count > 20 }
        load.stop()
        #expect(load.failures == [])
        #expect(load.all.count > 20)
        #expect(notify.count("RELOADING=1") == 20)
        let reloading = try #require(notify.all.first { $0.hasPrefix("RELOADING=1") })
        #expect(reloading.contains("MONOTONIC_USEC="))
        try daemon.configure("auditor = gid:\(getgid())")
        daemon.send(SIGHUP)
        try daemon.wait(until: "the roles are taken") { notify.count("READY=1") == 22 }
        #expect(throws: VarlinkClientError.self) {
            try daemon.call("org.engaged.Governance.AddPerson", person(1))
        }
        _ = try daemon.call("org.engaged.Ledger.Head")
        #expect(daemon.terminate() == 0)
    }

    @Test("a configuration that cannot be read leaves the old one in force and says so")
    func badReload() throws {
        let daemon = try DaemonProcess()
        let notify = try notified(daemon)
        try daemon.start()
        try daemon.configure("emperor = gid:1")
        daemon.send(SIGHUP)
        try daemon.wait(until: "the reload is over") { notify.count("READY=1") == 2 }
        _ = try daemon.call("org.engaged.Governance.AddPerson", person(1))
        #expect(daemon.terminate() == 0)
        try daemon.wait(until: "the journal names the fault") { daemon.log.contains("unknown role emperor") }
    }

    @Test("sockets that the service manager hands over are served, and left where they are")
    func activation() throws {
        let daemon = try DaemonProcess()
        let program = """
            import os, socket, sys
            listening = socket.socket(socket.AF_UNIX)
            listening.bind(sys.argv[1])
            listening.listen(64)
            os.dup2(listening.fileno(), 3)
            os.set_inheritable(3, True)
            os.environ.update(LISTEN_FDS="1", LISTEN_FDNAMES="varlink", LISTEN_PID=str(os.getpid()))
            os.execv(sys.argv[2], sys.argv[2:])
            """
        let handed = daemon.folder + "/handed"
        try daemon.launch(through: ["/usr/bin/env", "python3", "-c", program, handed])
        try daemon.wait(until: "the handed socket answers") {
            (try? VarlinkClient(path: handed).call("org.engaged.Ledger.Head")) != nil
        }
        #expect(!FileManager.default.fileExists(atPath: daemon.socket), "it made a socket of its own")
        #expect(daemon.terminate() == 0)
        #expect(FileManager.default.fileExists(atPath: handed), "the service manager's socket was removed")
    }

    @Test("SIGTERM of an idle daemon ends it without a word of complaint")
    func quietEnd() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        _ = try daemon.call("org.engaged.Ledger.Head")
        #expect(daemon.terminate() == 0)
        let complaints = daemon.log.split(separator: "\n").filter { !$0.hasPrefix("<5>") && !$0.hasPrefix("<6>") }
        #expect(complaints == [])
        #expect(!FileManager.default.fileExists(atPath: daemon.socket))
    }
}
