import Foundation
import Glibc
import Histories
import Lifecycle
import Schema
import Testing
import Varlink

@Suite("The auditor", .serialized)
struct AuditorTests {
    /// A daemon whose tests speak as an auditor, with what an operator recorded before.
    ///
    /// - Parameter steps: of whole lives, with contracts, periods and credits.
    private func audited(
        living steps: Int = 0, _ more: String = "", as role: String = "auditor"
    ) throws -> DaemonProcess {
        let daemon = try DaemonProcess()
        try daemon.start()
        try daemon.addPersons(10)
        for handle in RandomLives.hands {
            _ = try daemon.call("org.engaged.Governance.AddPerson", #"{"handle":"\#(handle)"}"#)
        }
        _ = try daemon.call("org.engaged.Ledger.Checkpoint")
        if getuid() != 0 {
            _ = try daemon.call("org.engaged.Governance.BindPerson", #"{"handle":"p-7","uid":\#(getuid())}"#)
        }
        #expect(daemon.terminate() == 0)
        if steps > 0 {
            var ledger = try LivedLedger(daemon.ledger, seed: 20_261_122)
            try ledger.live(steps)
        }
        let configuration = try String(contentsOfFile: daemon.folder + "/engaged.conf", encoding: .utf8)
        try (more + configuration.replacing("operator = gid:\(getgid())", with: "\(role) = gid:\(getgid())")
            .replacing(role == "feed" ? "feed = gid:59102\n" : "auditor = gid:59103\n", with: ""))
            .write(toFile: daemon.folder + "/engaged.conf", atomically: true, encoding: .utf8)
        try daemon.start()
        return daemon
    }

    /// Every method that the daemon describes, with its interface.
    private func methods(_ daemon: DaemonProcess) throws -> [String] {
        let info = try daemon.call("org.varlink.service.GetInfo")
        return try (info["interfaces"]?.elements ?? []).compactMap(\.text).filter { $0 != "org.varlink.service" }
            .flatMap { interface -> [String] in
                let text = try daemon.call(
                    "org.varlink.service.GetInterfaceDescription", #"{"interface":"\#(interface)"}"#)["description"]
                return (text?.text ?? "").matches(of: /(?m)^method (\w+)/).map { "\(interface).\($0.output.1)" }
            }
    }

    /// The error's own name; none where there is an answer. Streams are read until they end, or are at the present.
    private func error(_ daemon: DaemonProcess, _ method: String, _ parameters: String) throws -> String? {
        let client = try VarlinkClient(path: daemon.socket)
        let isStream = AuditorTests.streams.contains(method)
        do throws(VarlinkClientError) {
            if isStream {
                try client.stream(method, Array(parameters.utf8)) { bytes, continues in
                    continues && (try? JSON(parsing: bytes))?["caughtUp"] != .boolean(true)
                }
            } else {
                _ = try client.call(method, Array(parameters.utf8))
            }
            return nil
        } catch {
            guard case .remote(let failure) = error else { throw error }
            return String(failure.name.split(separator: ".").last ?? "")
        }
    }

    static let streams: Set = [
        "org.engaged.Ledger.Subscribe", "org.engaged.Ledger.Verify", "org.engaged.Ledger.Copy",
        "org.engaged.Ledger.Backup", "org.engaged.Registers.Rows",
    ]

    /// What an auditor asks, with parameters that are proper.
    static let questions: [String: [String]] = [
        "org.engaged.Engagements.List": ["{}", #"{"asOf":"60","phase":"steady_state","limit":2,"atLeast":9}"#],
        "org.engaged.Engagements.Show": [#"{"engagement":"ENG-LIFE-1"}"#, #"{"engagement":"ENG-LIFE-2","asOf":"200"}"#],
        "org.engaged.Engagements.Readiness": [#"{"engagement":"ENG-LIFE-1"}"#,
                                              #"{"engagement":"ENG-LIFE-1","gate":"to_exit","date":"2026-12-01"}"#],
        "org.engaged.Engagements.History": [
            #"{"stream":"engagement/ENG-LIFE-1","patch":true,"from":2,"to":9,"types":["kpi.measured"],"limit":3}"#,
            #"{"stream":"governance"}"#],
        "org.engaged.Engagements.Blame": [#"{"stream":"engagement/ENG-LIFE-1","asOf":"200"}"#],
        "org.engaged.Engagements.Diff": [#"{"stream":"engagement/ENG-LIFE-1","from":"30","to":"200"}"#],
        "org.engaged.Engagements.Scoreboard": [#"{"engagement":"ENG-LIFE-1"}"#],
        "org.engaged.Registers.Providers": ["{}", #"{"asOf":"100"}"#],
        "org.engaged.Registers.Provider": [#"{"provider":"\#(LivedLedger.provider)"}"#],
        "org.engaged.Registers.Persons": ["{}"],
        "org.engaged.Registers.Obligations": ["{}", #"{"engagement":"ENG-LIFE-1","open":true}"#],
        "org.engaged.Registers.Exceptions": [#"{"from":0}"#],
        "org.engaged.Registers.Trail": [
            #"{"stream":"governance","from":0,"to":20,"types":["person.added"],"limit":2}"#],
        "org.engaged.Registers.Policy": ["{}"],
        "org.engaged.Registers.Rows": ["trail", "engagement", "obligation", "exception", "person", "provider", "credit",
                                       "period"].map { #"{"view":"\#($0)"}"# },
        "org.engaged.Ledger.Head": ["{}"],
        "org.engaged.Ledger.Read": [#"{"from":0,"limit":5}"#],
        "org.engaged.Ledger.ProveInclusion": [#"{"position":3}"#, #"{"position":3,"size":9}"#],
        "org.engaged.Ledger.ProveConsistency": [#"{"old":3,"new":9}"#],
        "org.engaged.Ledger.Checkpoints": [#"{"from":0,"limit":1}"#],
        "org.engaged.Ledger.Views": ["{}"],
        "org.engaged.Ledger.Texts": [#"{"digests":["\#(String(repeating: "0", count: 64))"]}"#],
        "org.engaged.Ledger.LastBackup": ["{}"],
        "org.engaged.Ledger.Subscribe": [#"{"from":0}"#, #"{"engagement":"ENG-LIFE-1"}"#],
        "org.engaged.Ledger.Verify": ["{}"],
        "org.engaged.Ledger.Copy": ["{}", #"{"streams":["engagement/ENG-LIFE-1"],"chosenOnly":true}"#],
        "org.engaged.Identity.WhoAmI": ["{}"],
        "org.engaged.Operations.Metrics": ["{}"],
        "org.engaged.Operations.Health": ["{}"],
        "io.systemd.service.Ping": ["{}"],
    ]

    /// What only an operator may.
    static let deeds: [String: String] = [
        "org.engaged.Ledger.Checkpoint": "{}", "org.engaged.Ledger.RotateKey": "{}",
        "org.engaged.Ledger.RebuildViews": "{}", "org.engaged.Ledger.ConfirmTime": "{}",
        "org.engaged.Ledger.ConfirmBackup": #"{"size":2,"root":"\#(String(repeating: "0", count: 64))"}"#,
        "org.engaged.Ledger.Backup": "{}", "io.systemd.service.Reload": "{}",
        "io.systemd.service.SetLogLevel": #"{"level":3}"#,
    ]

    @Test("every question is answered, whatever its proper parameters")
    func reads() throws {
        let daemon = try audited(living: 300)
        let before = try daemon.head
        for (method, calls) in AuditorTests.questions.sorted(by: { $0.key < $1.key }) {
            for parameters in calls {
                let error = try error(daemon, method, parameters)
                #expect(error == nil, "\(method) \(parameters): \(error ?? "")")
            }
        }
        #expect(try daemon.head == before)
    }

    @Test("every command and every deed of an operator is not permitted, and nothing is appended")
    func writes() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var source = SplitMix64(seed: seed)
        let daemon = try audited(living: 300)
        let before = try (daemon.head, daemon.call("org.engaged.Ledger.Checkpoints"))
        for (method, parameters) in AuditorTests.deeds {
            #expect(try error(daemon, method, parameters) == "NotPermitted", "\(method)")
        }
        for command in CommandIndex.all {
            for parameters in AuditorTests.parameters(command.type, &source) {
                let error = try error(daemon, command.qualified, parameters)
                #expect(error == "NotPermitted", "seed \(seed), \(command.qualified): \(error ?? "answered")")
            }
        }
        #expect(try daemon.head == before.0)
        #expect(try daemon.call("org.engaged.Ledger.Checkpoints") == before.1)
    }

    @Test("a feed may record and import measurements, and is permitted no other command and no deed")
    func feed() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var source = SplitMix64(seed: seed)
        let daemon = try audited(living: 300, as: "feed")
        for (method, parameters) in AuditorTests.deeds {
            #expect(try error(daemon, method, parameters) == "NotPermitted", "\(method)")
        }
        var permitted: Set<String> = []
        for command in CommandIndex.all {
            for parameters in AuditorTests.parameters(command.type, &source)
            where try !isRoleMissing(daemon, command.qualified, parameters) {
                permitted.insert(command.qualified)
            }
        }
        #expect(permitted == ["org.engaged.Delivery.Record", "org.engaged.Delivery.Import"],
                "seed \(seed)")
        for (method, calls) in AuditorTests.questions where !AuditorTests.everybodys.contains(method) {
            #expect(try error(daemon, method, calls[0]) == "NotPermitted", "\(method)")
        }
    }

    /// Whether a command is denied for want of a role; root has the role here, and is denied for being nobody.
    private func isRoleMissing(_ daemon: DaemonProcess, _ method: String, _ parameters: String) throws -> Bool {
        do throws(VarlinkClientError) {
            _ = try VarlinkClient(path: daemon.socket).call(method, Array(parameters.utf8))
            return false
        } catch {
            guard case .remote(let failure) = error else { throw error }
            return failure.name.hasSuffix(".NotPermitted")
                && String(decoding: failure.parameters, as: UTF8.self).contains("needs the role")
        }
    }

    /// What is said to whoever connects, or to every role.
    static let everybodys: Set = ["org.engaged.Identity.WhoAmI", "io.systemd.service.Ping"]

    /// The example and some random values; as they are, of an engagement that is there, as a dry run.
    private static func parameters<C: Command>(_ type: C.Type, _ source: inout SplitMix64) -> [String] {
        let values = [C.example] + (0..<3).map { _ in C.random(using: &source) }
        return values.flatMap { value -> [String] in
            guard let json = try? JSON(parsing: JSONWriter.encode(value)) else { return [] }
            let known = json.members.map { member in
                member.key == "engagement" ? JSON.Member("engagement", .string("ENG-LIFE-1")) : member
            }
            let dry = known + [JSON.Member("dryRun", .boolean(true)), JSON.Member("reason", .string("to see"))]
            return [json, .object(known), .object(dry)].map(\.encoded)
        }
    }

    @Test("these are all methods that there are")
    func complete() throws {
        let daemon = try audited()
        let known = Set(AuditorTests.questions.keys).union(AuditorTests.deeds.keys)
            .union(CommandIndex.all.map(\.qualified))
        #expect(try Set(methods(daemon)) == known)
    }

    @Test("who has no role that reads is denied a copy, a bundle, rows and a verification; nothing is left behind",
          .enabled(if: getuid() == 0, "being other users needs root"))
    func denied() throws {
        let daemon = try DaemonProcess(extra: "")
        try daemon.start()
        try daemon.addPersons(3)
        let folder = daemon.folder + "/theirs"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        chmod(folder, 0o777)
        for who in [As.feed, As.stranger] {
            for words in [
                ["audit", "fetch", "--to", folder + "/copy"], ["audit", "bundle", "--to", folder + "/bundle"],
                ["audit", "export", "--format", "jsonl", "--to", folder + "/log"],
                ["audit", "export", "--format", "csv", "--view", "person", "--to", folder + "/csv"],
                ["audit", "verify"], ["audit", "prove", "2"], ["backup", "--to", folder + "/backup"],
            ] {
                let refused = try who.run(daemon, words)
                #expect(refused.status == 77, "uid \(who.uid) \(words): \(refused)")
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [], "\(words)")
            }
        }
        for method in ["Ledger.Copy", "Ledger.Backup", "Registers.Rows"] {
            let line = "denied org.engaged.\(method) to uid \(As.feed.uid)"
            try daemon.wait(until: "the journal says \(line)") { daemon.log.contains(line) }
        }
    }

    @Test("an auditor's backup is denied and leaves nothing")
    func backup() throws {
        let daemon = try audited()
        let names = Set(try FileManager.default.contentsOfDirectory(atPath: daemon.folder)).union(["notes"])
        #expect(try Engagectl.run(daemon, ["backup", "--to", daemon.folder + "/backup"]).status == 77)
        #expect(try Set(FileManager.default.contentsOfDirectory(atPath: daemon.folder)) == names)
    }

    @Test("no log level silences what an auditor reads")
    func silenced() throws {
        let daemon = try audited("[log]\nlevel = error\n")
        #expect(try Engagectl.run(daemon, ["audit", "fetch", "--to", daemon.folder + "/copy"]).status == 0)
        _ = try daemon.call("org.engaged.Registers.Persons")
        for method in ["Ledger.Copy", "Registers.Persons"] {
            let line = "read org.engaged.\(method)"
            try daemon.wait(until: "the journal says \(line)") { daemon.log.contains(line) }
        }
        #expect(!daemon.log.contains("<6>"), "the level counts for everything else")
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
            let line = "<5>auditor \(who) read org.engaged.\(method)"
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
