import Foundation
import Glibc
import Schema
import Testing
import Varlink

/// Runs a Varlink call as another Unix user, through `setpriv` and the `engagectl` beside the tests.
struct As {
    var uid: Int
    var groups: [Int]

    static let manager = As(uid: 59_001, groups: [59_101])
    static let second = As(uid: 59_002, groups: [59_101])
    static let feed = As(uid: 59_003, groups: [59_102])
    static let auditor = As(uid: 59_004, groups: [59_103])
    static let stranger = As(uid: 59_005, groups: [59_999])

    /// Exit status and everything printed.
    func run(_ daemon: DaemonProcess, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
        process.arguments = [
            "--reuid", "\(uid)", "--regid", "\(groups[0])", "--groups", groups.map(String.init).joined(separator: ","),
            try reachable("engagectl"), "--socket", daemon.socket,
        ] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    /// A copy that other users may execute, wherever the checkout lies.
    private func reachable(_ name: String) throws -> String {
        let copy = NSTemporaryDirectory() + "engaged-tests-\(getpid())-" + name
        if !FileManager.default.fileExists(atPath: copy) {
            try FileManager.default.copyItem(atPath: DaemonProcess.executable(name), toPath: copy)
            chmod(copy, 0o755)
        }
        return copy
    }
}

@Suite("Identity", .serialized, .enabled(if: getuid() == 0, "being other users needs root"))
struct IdentityTests {
    private func prepared() throws -> DaemonProcess {
        let daemon = try DaemonProcess()
        try daemon.start()
        for (handle, uid) in [("p-mia", 59_001), ("p-max", 59_002), ("p-feed", 59_003), ("p-ann", 59_004)] {
            _ = try daemon.call("org.engaged.Governance.AddPerson", #"{"handle":"\#(handle)"}"#)
            _ = try daemon.call("org.engaged.Governance.BindPerson", #"{"handle":"\#(handle)","uid":\#(uid)}"#)
        }
        let profile = #"{"title":"Helpdesk","function":"it_helpdesk","model":"bpo","client":"Example Ltd","#
            + #""country":"DE","industry":"insurance","owner":"p-mia","zone":"Europe/Berlin"}"#
        try profile.write(toFile: daemon.folder + "/profile.json", atomically: true, encoding: .utf8)
        chmod(daemon.folder + "/profile.json", 0o644)
        return daemon
    }

    private func open(_ daemon: DaemonProcess, as user: As) throws -> (status: Int32, output: String) {
        let profile = try String(contentsOfFile: daemon.folder + "/profile.json", encoding: .utf8)
        let json = #"{"profile":"# + profile + "}"
        try json.write(toFile: daemon.folder + "/open.json", atomically: true, encoding: .utf8)
        chmod(daemon.folder + "/open.json", 0o644)
        return try user.run(daemon, ["engagement", "open", "ENG-1", "-f", daemon.folder + "/open.json"])
    }

    @Test("who is in no group reads nothing and writes nothing")
    func stranger() throws {
        let daemon = try prepared()
        #expect(try open(daemon, as: .manager).status == 0)
        #expect(try As.stranger.run(daemon, ["engagement", "show", "ENG-1"]).status == 77)
        #expect(try As.stranger.run(daemon, ["engagement", "list"]).status == 77)
        #expect(try open(daemon, as: .stranger).status == 77)
        try daemon.wait(until: "the journal tells of the denial") { daemon.log.contains("denied") }
    }

    @Test("SEP-1: a person approving their own request is refused, and the attempt is an event; root decides nothing")
    func ownSecondPerson() throws {
        let daemon = try prepared()
        #expect(try open(daemon, as: .manager).status == 0)
        let gate = ["--gate", "to-contracting"]
        #expect(try As.manager.run(daemon, ["gate", "request", "ENG-1"] + gate).status == 0)
        let own = try As.manager.run(daemon, ["gate", "reject", "ENG-1", "--reason", "no"] + gate)
        #expect(own.status == 3, "\(own.output)")
        #expect(own.output.contains("SEP-1"))
        let before = try daemon.call("org.engaged.Ledger.Head")["size"]?.number ?? 0
        let last = try daemon.call("org.engaged.Ledger.Read", #"{"from":\#(before - 1)}"#)
        #expect(last["events"]?.elements.first?["type"]?.text == "separation.refused")
        #expect(throws: VarlinkClientError.self) {
            try daemon.call("org.engaged.Gates.Reject", #"{"engagement":"ENG-1","gate":"to_contracting","reason":"x"}"#)
        }
        for line in ["<6>refused org.engaged.Gates.Reject to uid 59001 by SEP-1",
                     "<4>denied org.engaged.Gates.Reject to uid \(getuid())"] {
            try daemon.wait(until: "the journal says \(line)") { daemon.log.contains(line) }
        }
        #expect(try As.second.run(daemon, ["gate", "reject", "ENG-1", "--reason", "no"] + gate).status == 0)
    }

    @Test("an auditor reads and writes nothing; a feed does neither")
    func narrowRoles() throws {
        let daemon = try prepared()
        #expect(try open(daemon, as: .manager).status == 0)
        #expect(try As.auditor.run(daemon, ["engagement", "show", "ENG-1"]).status == 0)
        #expect(try open(daemon, as: .auditor).status == 77)
        #expect(try As.feed.run(daemon, ["engagement", "show", "ENG-1"]).status == 77)
        #expect(try open(daemon, as: .feed).status == 77)
    }
}
