import Foundation
import Glibc
import Ledger
import Schema
import Testing

@Suite("Starting", .serialized)
struct StartTests {
    private func check(_ configuration: String) throws -> (status: Int32, output: String) {
        let path = NSTemporaryDirectory() + "engaged-check-" + UUID().uuidString + ".conf"
        try configuration.write(toFile: path, atomically: true, encoding: .utf8)
        defer { unlink(path) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try DaemonProcess.executable("engaged"))
        process.arguments = ["--check", "--config", path]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self).replacing(path, with: "FILE"))
    }

    @Test("the journal is told of what the installation recorded, once")
    func genesis() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let summaries = ["ledger", "policy", "checkpoint key"]
        func told() -> [Substring] { daemon.log.split(separator: "\n").filter { $0.contains("governance: ") } }
        try daemon.wait(until: "three events are told") { told().count == 3 }
        for (line, word) in zip(told(), summaries) { #expect(line.contains(word), "\(line)") }
        #expect(daemon.terminate() == 0)
        try daemon.start()
        _ = try daemon.call("org.engaged.Governance.AddPerson", #"{"handle":"p-told"}"#)
        try daemon.wait(until: "the next event is told") { told().last?.contains("p-told") == true }
        #expect(told().count == 1)
    }

    @Test("--check passes a good configuration and starts nothing")
    func goodConfiguration() throws {
        let (status, output) = try check("[paths]\nstate = /nonexistent/engaged\n[roles]\nmanager = gid:1\n")
        #expect(status == 0)
        #expect(output == "configuration is valid\n")
        #expect(!FileManager.default.fileExists(atPath: "/nonexistent/engaged"))
    }

    static let bad = [
        ("[roles]\nemperor = gid:1", "FILE:2: unknown role emperor"),
        ("[paths]\nstate = somewhere", "FILE:2: state must be an absolute path"),
        ("[limits]\n\nframe-bytes = 1", "FILE:3: frame-bytes must be a number from 1024"),
        ("nonsense", "FILE:1: neither [section] nor key = value"),
        ("[roles]\nmanager = no-such-group-anywhere", "FILE:2: no group no-such-group-anywhere"),
    ]

    @Test("--check names file, line and what is wrong, and ends with 78", arguments: bad)
    func badConfiguration(_ text: String, _ message: String) throws {
        let (status, output) = try check(text)
        #expect(status == 78)
        #expect(output.hasPrefix(message), "\(output)")
    }

    @Test("an option that there is not ends with 64")
    func usage() throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try DaemonProcess.executable("engaged"))
        process.arguments = ["--no-such-option"]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        #expect(process.terminationStatus == 64)
    }

    @Test("--check names every fault, a line each")
    func everyFault() throws {
        let (status, output) = try check(
            "[paths]\nstate = x\n[limits]\nconnections = many\nnonsense\n[log]\nlevel = loud")
        #expect(status == 78)
        let lines = output.split(separator: "\n")
        #expect(lines.count == 4, "\(output)")
        for (line, place) in zip(lines, [2, 4, 5, 7]) { #expect(line.hasPrefix("FILE:\(place): "), "\(line)") }
    }

    @Test("a wrong configuration is an entry where standard error is the journal, and a plain line elsewhere")
    func level() throws {
        let folder = NSTemporaryDirectory() + "engaged-level-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try "nonsense".write(toFile: folder + "/conf", atomically: true, encoding: .utf8)
        for isJournal in [true, false] {
            _ = FileManager.default.createFile(atPath: folder + "/said", contents: nil)
            var status = stat()
            try #require(stat(folder + "/said", &status) == 0)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: try DaemonProcess.executable("engaged"))
            process.arguments = ["--check", "--config", folder + "/conf"]
            process.environment = ["JOURNAL_STREAM": "\(status.st_dev):\(status.st_ino + (isJournal ? 0 : 1))"]
            process.standardError = FileHandle(forWritingAtPath: folder + "/said")
            try process.run()
            process.waitUntilExit()
            let said = try String(contentsOfFile: folder + "/said", encoding: .utf8)
            // Where no journal listens, it is a line all the same; the system test sees the entry.
            let isSent = isJournal && FileManager.default.fileExists(atPath: "/run/systemd/journal/socket")
            #expect(isSent ? said.isEmpty : said.hasPrefix(folder + "/conf:1: neither"), "\(said)")
        }
    }

    @Test("a bit flipped in an old event is found after READY, named, and ends the daemon with status 65")
    func oldFault() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let load = Load(socket: daemon.socket)
        load.start(clients: 8)
        try daemon.wait(until: "the event is older than the last full tile") { load.all.count > 700 }
        load.stop()
        #expect(daemon.terminate() == 0)
        let victim = try #require(load.all.first { $0.position == 10 })
        var bytes = try #require(FileManager.default.contents(atPath: daemon.ledger))
        let place = try #require(bytes.range(of: Data(victim.handle.utf8)))
        let digit = try #require(place.first { (0x30...0x39).contains(bytes[$0]) })
        bytes[digit] ^= 1
        try bytes.write(to: URL(fileURLWithPath: daemon.ledger))
        let notify = try NotifySocket(daemon.folder + "/notify")
        daemon.environment = ["NOTIFY_SOCKET": notify.path]
        try daemon.launch()
        #expect(daemon.waitForExit() == 65)
        #expect(notify.count("READY=1") == 1, "it was to be found after READY: \(daemon.log)")
        #expect(daemon.log.contains("position 10:"), "\(daemon.log)")
        let head = try LedgerReader(path: daemon.ledger).head()
        try daemon.launch()
        #expect(daemon.waitForExit() == 65, "the next connection must not have it written to again")
        #expect(notify.count("READY=1") == 1)
        #expect(try LedgerReader(path: daemon.ledger).head() == head)
    }

    @Test("a sound ledger's full check says so with its root")
    func soundLedger() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let root = try #require(try daemon.call("org.engaged.Ledger.Head")["root"]?.text)
        try daemon.wait(until: "the check is over") { daemon.log.contains("3 events are sound, root \(root)") }
        #expect(daemon.terminate() == 0)
    }
}
