import Foundation
import Glibc
import Schema
import TestSupport
import Testing
import Varlink

/// Runs a Varlink call as another Unix user, through `setpriv` and the `engagectl` beside the tests.
struct As {
    var uid: Int
    var groups: [Int]

    static let manager = As(uid: 59_001, groups: [59_101])
    static let second = As(uid: 59_002, groups: [59_101])
    /// The first manager at another desk: another uid of the same person.
    static let twin = As(uid: 59_006, groups: [59_101])
    static let feed = As(uid: 59_003, groups: [59_102])
    static let auditor = As(uid: 59_004, groups: [59_103])
    static let stranger = As(uid: 59_005, groups: [59_999])

    /// Exit status and everything printed.
    func run(_ daemon: DaemonProcess, _ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
        process.arguments = [
            "--reuid", "\(uid)", "--regid", "\(groups[0])", "--groups", groups.map(String.init).joined(separator: ","),
            try reachable(), "--socket", daemon.socket,
        ] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    /// A copy of `engagectl` that other users may execute, wherever the checkout lies; gone when the tests end.
    private func reachable() throws -> String {
        if !FileManager.default.fileExists(atPath: As.copy) {
            try FileManager.default.copyItem(atPath: DaemonProcess.executable("engagectl"), toPath: As.copy)
            chmod(As.copy, 0o755)
            atexit { unlink(As.copy) }
        }
        return As.copy
    }

    private static let copy = NSTemporaryDirectory() + "engaged-tests-\(getpid())-engagectl"
}

@Suite("Identity", .serialized, .enabled(if: getuid() == 0, "being other users needs root"))
struct IdentityTests {
    private func prepared(_ extra: String = "") throws -> DaemonProcess {
        let daemon = try DaemonProcess(extra: extra)
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

    private func open(
        _ daemon: DaemonProcess, _ id: String = "ENG-1", as user: As
    ) throws -> (status: Int32, output: String) {
        let profile = try String(contentsOfFile: daemon.folder + "/profile.json", encoding: .utf8)
        let json = #"{"profile":"# + profile + "}"
        try json.write(toFile: daemon.folder + "/open.json", atomically: true, encoding: .utf8)
        chmod(daemon.folder + "/open.json", 0o644)
        return try user.run(daemon, ["engagement", "open", id, "-f", daemon.folder + "/open.json"])
    }

    @Test("who sees some engagements only gets whole pages of them, and can go on behind each")
    func narrowedPages() throws {
        let daemon = try prepared("manager@ENG-B = gid:59104\n")
        for id in ["ENG-A1", "ENG-B1", "ENG-A2", "ENG-A3", "ENG-B2", "ENG-A4", "ENG-B3"] {
            #expect(try open(daemon, id, as: .manager).status == 0)
        }
        let narrowed = As(uid: 59_002, groups: [59_104])
        let ask = { (words: [String]) in
            try JSON(parsing: Array(narrowed.run(daemon, words + ["--limit", "2", "-o", "json"]).output.utf8))
        }
        let first = try ask(["engagement", "list"])
        #expect(first["engagements"]?.elements.compactMap { $0["id"]?.text } == ["ENG-B1", "ENG-B2"])
        #expect(first["more"] == .boolean(true))
        let second = try ask(["engagement", "list", "--after", "ENG-B2"])
        #expect(second["engagements"]?.elements.compactMap { $0["id"]?.text } == ["ENG-B3"])
        #expect(second["more"] == .boolean(false))
        let opened = ["trail", "--type", "engagement.opened", "--from"]
        let trail = try ask(opened + ["0"])
        #expect(trail["events"]?.elements.compactMap { $0["stream"]?.text }
            == ["engagement/ENG-B1", "engagement/ENG-B2"])
        #expect(trail["more"] == .boolean(true))
        let rest = try ask(opened + [String((trail["events"]?.elements.last?["position"]?.number ?? 0) + 1)])
        #expect(rest["events"]?.elements.compactMap { $0["stream"]?.text } == ["engagement/ENG-B3"])
        #expect(rest["more"] == .boolean(false))
    }

    @Test("a role narrowed to some engagements asks nothing and does nothing for the whole log")
    func narrowedWhole() throws {
        let daemon = try prepared(
            "manager@ENG-B = gid:59104\noperator@ENG-B = gid:59104\nauditor@ENG-B = gid:59104\n")
        #expect(try open(daemon, "ENG-A1", as: .manager).status == 0)
        let narrowed = ThreadIdentity(uid: 59_002, groups: [59_104])
        let ask = { (method: String, parameters: String) in
            try narrowed.run {
                let socket = try RawSocket(daemon.socket)
                socket.call(#"{"method":"\#(method)","parameters":\#(parameters)}"#)
                return try #require(socket.frame(), "no answer to \(method)")
            }
        }
        let refused = [
            ("Ledger.Read", #"{"from":0}"#), ("Ledger.ProveInclusion", #"{"position":0}"#), ("Ledger.Views", "{}"),
            ("Ledger.RebuildViews", "{}"), ("Ledger.Checkpoint", "{}"), ("Ledger.ConfirmTime", "{}"),
            ("Ledger.LastBackup", "{}"), ("Ledger.RotateKey", "{}"), ("Ledger.Texts", #"{"digests":[]}"#),
            ("Operations.Health", "{}"), ("Operations.Metrics", "{}"), ("Registers.Persons", "{}"),
        ].map { ("org.engaged." + $0.0, $0.1) } + [
            ("io.systemd.service.Reload", "{}"), ("io.systemd.service.SetLogLevel", #"{"level":3}"#),
        ]
        for (method, parameters) in refused {
            let answer = try ask(method, parameters)
            #expect(answer.contains("NotPermitted") || answer.contains("PermissionDenied"), "\(method): \(answer)")
        }
        #expect(!FileManager.default.fileExists(atPath: daemon.folder + "/state/checkpoint-key.next"))
        let answered = [
            "Ledger.Head", "Ledger.Checkpoints", "Engagements.List", "Registers.Policy", "Registers.Trail",
            "Registers.Obligations", "Registers.Exceptions", "Registers.Providers", "Identity.WhoAmI",
        ]
        for method in answered {
            let answer = try ask("org.engaged." + method, "{}")
            #expect(!answer.contains(#""error""#) && !answer.contains("ENG-A1"), "\(method): \(answer)")
        }
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

    /// The name of the error and what it says.
    private func denial(_ daemon: DaemonProcess, _ method: String, _ parameters: String) throws -> String {
        do throws(VarlinkClientError) {
            _ = try VarlinkClient(path: daemon.socket).call(method, Array(parameters.utf8))
        } catch {
            guard case .remote(let failure) = error else { throw error }
            return failure.name + " " + String(decoding: failure.parameters, as: UTF8.self)
        }
        throw Unexpected("\(method) was carried out")
    }

    @Test("SEP-1: nobody approves what they asked for, by one uid or another of theirs, and root approves nothing")
    func ownApproval() throws {
        let daemon = try prepared("approver = gid:\(getgid())\nmanager = gid:\(getgid())\n")
        _ = try daemon.call("org.engaged.Governance.BindPerson", #"{"handle":"p-mia","uid":59006}"#)
        #expect(try open(daemon, as: .manager).status == 0)
        let gate = ["ENG-1", "--gate", "to-contracting"]
        #expect(try As.manager.run(daemon, ["gate", "request"] + gate).status == 0)
        for hand in [As.manager, .twin] {
            let before = try daemon.head.size
            let own = try hand.run(daemon, ["gate", "approve"] + gate)
            #expect(own.status == 3 && own.output.contains("refused by SEP-1"), "\(hand.uid): \(own.output)")
            let last = try daemon.call("org.engaged.Ledger.Read", #"{"from":\#(before)}"#)["events"]?.elements ?? []
            #expect(last.compactMap { $0["type"]?.text } == ["separation.refused"], "the attempt, and nothing else")
            #expect(last.first?["actor"]?.text?.contains("uid=\(hand.uid) person=p-mia") == true, "\(last)")
        }
        let other = try As.second.run(daemon, ["gate", "approve"] + gate)
        #expect(other.output.contains("refused by GATE-3"), "another hand is held up by what is missing alone")
        let size = try daemon.head.size
        let root = try denial(
            daemon, "org.engaged.Gates.Approve", #"{"engagement":"ENG-1","gate":"to_contracting"}"#)
        #expect(root.hasPrefix("org.engaged.Gates.NotPermitted") && root.contains("root is not a person"), "\(root)")
        _ = try denial(daemon, "org.engaged.Governance.BindPerson", #"{"handle":"p-max","uid":0}"#)
        #expect(try daemon.head.size == size, "root leaves no event, and is bound to nobody")
    }

    @Test("SEP-1 in mode record: being one's own second person goes through, and everything shows it")
    func recorded() throws {
        let daemon = try prepared("[ledger]\nseparation = record\n")
        #expect(try open(daemon, as: .manager).status == 0)
        let waiver = ["ENG-1", "--gate", "to-contracting", "--rule", "SEL-7"]
        let asked = try As.manager.run(
            daemon, ["gate", "waive"] + waiver + ["--until", "2999-12-31", "--reason", "no case yet"])
        #expect(asked.status == 0, "\(asked.output)")
        let before = try daemon.head.size
        let own = try As.manager.run(daemon, ["gate", "approve-waiver"] + waiver)
        #expect(own.status == 0, "\(own.output)")
        let events = try daemon.call("org.engaged.Ledger.Read", #"{"from":\#(before)}"#)["events"]?.elements ?? []
        #expect(events.compactMap { $0["type"]?.text } == ["waiver.approved", "separation.excepted"])
        #expect(events.last?["stream"]?.text == "governance")
        #expect(events.last?["body"]?["event"]?.text == "waiver.approved")
        let shown = try JSON(parsing: Array(
            try As.manager.run(daemon, ["engagement", "show", "ENG-1", "-o", "json"]).output.utf8))
        let criteria = shown["next"]?["criteria"]?.elements ?? []
        #expect(criteria.first { $0["rule"]?.text == "SEL-7" }?["status"]?.text == "waived", "\(criteria)")
        let trail = try As.auditor.run(daemon, ["trail", "--since", "\(before)"]).output
        #expect(trail.contains("waiver.approved") && trail.contains("separation.excepted"), "\(trail)")
        let exceptions = try As.auditor.run(daemon, ["exceptions"]).output
        #expect(exceptions.contains("self-approval") && exceptions.contains("waiver.approved in engagement/ENG-1"))
        #expect(try As.auditor.run(daemon, ["whoami"]).output.contains("separation of duties: record"))
        try daemon.wait(until: "the journal warns of it") {
            daemon.log.split(separator: "\n").contains { line in
                line.hasPrefix("<4>governance: ") && line.contains("waiver.approved")
            }
        }
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
