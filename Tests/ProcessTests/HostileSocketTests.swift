import Foundation
import Glibc
import Schema
import TestSupport
import Testing
import Varlink

/// What a hostile or broken program may send: the daemon answers with a typed error or hangs up, stays small, and
/// serves the others meanwhile.
@Suite("A hostile socket", .serialized)
struct HostileSocketTests {
    private static let peakKiBMax = 128 << 10
    private static let describe =
        #"{"method":"org.varlink.service.GetInterfaceDescription","parameters":{"interface":"org.engaged.Ledger"}}"#

    init() {
        var files = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
        files.rlim_cur = files.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
    }

    /// Runs an attack while a well-behaved client records persons; all of its commands must be answered.
    private func attacked(_ attack: (DaemonProcess) throws -> Void) throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let load = Load(socket: daemon.socket)
        load.start(clients: 1)
        try daemon.wait(until: "the healthy client is served") { !load.all.isEmpty }
        let before = load.all.count
        // As often as the client needs to be seen; counted before the last attackers have gone for long.
        let begun = ContinuousClock.now
        repeat {
            try attack(daemon)
        } while ContinuousClock.now < begun + (load.all.count > before ? .milliseconds(400) : .seconds(60))
        let meanwhile = load.all.count - before
        #expect(meanwhile > 0, "the healthy client was not served during the attack")
        try daemon.wait(until: "the healthy client is still served") { load.all.count > before + meanwhile }
        load.stop()
        #expect(load.failures == [])
        let peak = try #require(daemon.peakKiB)
        print("peak \(peak) KiB, \(meanwhile) commands meanwhile")
        #expect(peak <= HostileSocketTests.peakKiBMax)
        #expect(daemon.terminate() == 0)
        #expect(!daemon.log.contains("Fatal error"), "\(daemon.log)")
    }

    @Test("random bytes and mutated calls get typed errors or a clean close")
    func randomBytes() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SplitMix64(seed: seed)
        try attacked { daemon in
            for round in 0..<300 {
                let socket = try RawSocket(daemon.socket)
                var bytes = round % 2 == 0 ? [] : Array(HostileSocketTests.describe.utf8)
                for _ in 0..<Int.random(in: 1...40, using: &random) {
                    let place = Int.random(in: 0...bytes.count, using: &random)
                    bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
                }
                socket.send(bytes + [0])
                socket.endSending()
                let answer = try #require(socket.rest(), "neither answered nor closed")
                for frame in answer.split(separator: 0) {
                    let reply = try JSON(parsing: Array(frame))
                    #expect(reply["error"] != nil || reply["parameters"] != nil)
                }
            }
        }
    }

    @Test("half a frame, then nothing or the end, holds nobody up")
    func halfFrames() throws {
        try attacked { daemon in
            let half = Array(HostileSocketTests.describe.utf8.prefix(40))
            let waiting = try (0..<100).map { _ in
                let socket = try RawSocket(daemon.socket)
                socket.send(half)
                return socket
            }
            for socket in waiting.prefix(50) {
                socket.endSending()
                #expect(socket.rest() != nil)
            }
        }
    }

    @Test("frames of 20 MiB are refused, one and twenty at a time")
    func hugeFrames() throws {
        let huge = [UInt8](repeating: 65, count: 20 << 20)
        try attacked { daemon in
            let one = try RawSocket(daemon.socket)
            #expect(!one.send(huge) || one.rest() != nil)
            let sockets = try (0..<20).map { _ in try RawSocket(daemon.socket) }
            for start in stride(from: 0, to: huge.count, by: 1 << 20) {
                for socket in sockets { socket.send(huge[start..<start + (1 << 20)], flags: CInt(MSG_DONTWAIT)) }
            }
        }
    }

    static let wrong: [(call: String, error: String)] = [
        (#"{"method":"org.engaged.Governance.AddPerson","parameters":{"handle":7}}"#, "BadInput"),
        (#"{"method":"org.engaged.Governance.AddPerson","parameters":{}}"#, "BadInput"),
        (#"{"method":"org.engaged.Governance.AddPerson","parameters":{"handle":"p-1","no":1}}"#, "BadInput"),
        (#"{"method":"org.engaged.Governance.AddPerson","parameters":{"handle":"p-1","handle":"p-2"}}"#, "BadInput"),
        (#"{"method":"org.engaged.Governance.AddPerson","parameters":{"handle":"p-1","commandId":"1"}}"#, "BadInput"),
        (#"{"method":"org.engaged.Governance.AddPerson","parameters":{"handle":"P 1\n"}}"#, "BadInput"),
        (#"{"method":"org.engaged.Governance.BindPerson","parameters":{"handle":"p-1","uid":1e99}}"#, "BadInput"),
        (#"{"method":"org.engaged.Ledger.Read","parameters":{"from":-1}}"#, "BadInput"),
        (#"{"method":"org.engaged.Ledger.Read","parameters":{"from":9007199254740991,"limit":9007199254740991}}"#, ""),
        (#"{"method":"org.engaged.Ledger.Subscribe","parameters":{"from":9007199254740991},"more":true}"#, ""),
        (#"{"method":"org.engaged.Registers.Exceptions","parameters":{"after":"412/0"}}"#, ""),
        (#"{"method":"org.engaged.Registers.Exceptions","parameters":{"after":"412"}}"#, ""),
        (#"{"method":"org.engaged.Registers.Obligations","parameters":{"after":"2026-05-01"}}"#, ""),
        (#"{"method":"org.engaged.Registers.Obligations","parameters":{"after":"2026-05-01 ENG-1 kpi/x y"}}"#, ""),
        (#"{"method":"org.engaged.Ledger.Subscribe","parameters":{}}"#, "ExpectedMore"),
        (#"{"method":"org.engaged.Ledger.Nothing","parameters":{}}"#, "MethodNotFound"),
        (#"{"method":"org.engaged.Nothing.Read","parameters":{}}"#, "InterfaceNotFound"),
        (#"{"method":"Read","parameters":{}}"#, "InvalidParameter"),
    ]

    @Test("wrong types, unknown methods and numbers out of range get the error that names them", arguments: wrong)
    func wrongCalls(_ call: String, _ error: String) throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let socket = try RawSocket(daemon.socket)
        socket.call(call)
        let frame = try #require(socket.frame(), "closed without a word")
        let name = try JSON(parsing: Array(frame.utf8))["error"]?.text ?? ""
        #expect(error.isEmpty ? name.isEmpty : name.hasSuffix("." + error), "\(frame)")
        _ = try daemon.call("org.engaged.Ledger.Head")
    }

    static let blamed: [(method: String, parameters: String, field: String)] = [
        ("Registers.Exceptions", #"{"after":"x"}"#, "after"),
        ("Registers.Exceptions", #"{"after":""}"#, "after"),
        ("Registers.Exceptions", #"{"after":"-1/0"}"#, "after"),
        ("Registers.Exceptions", #"{"after":"1/0/0"}"#, "after"),
        ("Registers.Obligations", #"{"after":"x"}"#, "after"),
        ("Registers.Obligations", #"{"after":"2026-02-30"}"#, "after"),
        ("Registers.Obligations", #"{"after":"2026-05-01 ENG-1"}"#, "after"),
        ("Registers.Obligations", #"{"after":"2026-05-01 ~ x"}"#, "after"),
        ("Registers.Persons", #"{"after":"x"}"#, "after"),
        ("Registers.Providers", #"{"after":"x y"}"#, "after"),
        ("Engagements.Diff", #"{"stream":"governance","from":"-1"}"#, "from"),
        ("Engagements.Diff", #"{"stream":"governance","from":"1","to":"99999"}"#, "to"),
        ("Engagements.Blame", #"{"stream":"governance","asOf":"99999"}"#, "asOf"),
        ("Ledger.Copy", #"{"to":-5}"#, "to"),
        ("Ledger.Copy", #"{"from":2,"to":1}"#, "to"),
        ("Ledger.Copy", #"{"from":-5}"#, "from"),
        ("Ledger.Copy", #"{"from":99999,"to":1}"#, "from"),
    ]

    @Test("a value that makes no sense is blamed on the field that has it", arguments: blamed)
    func blame(_ method: String, _ parameters: String, _ field: String) throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let socket = try RawSocket(daemon.socket)
        let more = method == "Ledger.Copy"
        socket.call(#"{"method":"org.engaged.\#(method)","parameters":\#(parameters),"more":\#(more)}"#)
        let reply = try JSON(parsing: Array(try #require(socket.frame()).utf8))
        #expect(reply["error"]?.text?.hasSuffix(".BadInput") == true, "\(reply)")
        #expect(reply["parameters"]?["field"]?.text == field, "\(reply)")
    }

    @Test("a place to go on from is any text: rows come or none, and the daemon stays", arguments: ExportTests.views)
    func anyPlace(view: String) throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        try daemon.addPersons(2)
        let places = ["9223372036854775807", "-9223372036854775808", "9223372036854775806", "99999999999999999999",
                      "-1", "x", "\u{0}", "~"]
        for after in places where view != "record" {
            let asked = JSON.object([.init("view", .string(view)), .init("after", .string(after))])
            try VarlinkClient(path: daemon.socket).stream(
                "org.engaged.Registers.Rows", Array(asked.encoded.utf8)) { _, _ in true }
        }
        #expect(daemon.terminate() == 0)
    }

    @Test("nesting a hundred thousand deep is refused, as a frame and as a parameter")
    func deepNesting() throws {
        let deep = String(repeating: "[", count: 100_000)
        let nested = #"{"method":"org.engaged.Governance.AddPerson","parameters":{"handle":\#(deep)"#
        try attacked { daemon in
            for text in [deep, nested, nested + String(repeating: "]", count: 100_000) + "}}"] {
                let socket = try RawSocket(daemon.socket)
                socket.call(text)
                socket.endSending()
                let answer = try #require(socket.rest(), "neither answered nor closed")
                if !answer.isEmpty { #expect(try JSON(parsing: Array(answer.dropLast()))["error"] != nil) }
            }
        }
    }

    @Test("the largest frame that can be configured is read to its end and answered, and a longer one is not")
    func largestFrame() throws {
        let bytes = 32 << 20
        let daemon = try DaemonProcess(extra: "[limits]\nframe-bytes = \(bytes)")
        try daemon.start()
        let head = #"{"method":"org.engaged.Governance.AddPerson","parameters":{"handle":"p-x","name":""#
        let tail = #""}}"#
        for (length, error) in [(bytes, "BadInput"), (bytes + 1, "Busy")] {
            let socket = try RawSocket(daemon.socket)
            let filling = String(repeating: "x", count: length - head.utf8.count - tail.utf8.count)
            socket.call(head + filling + tail)
            #expect(socket.frame()?.contains(error) == true)
        }
        #expect(daemon.terminate() == 0)
    }

    @Test("clients that ask and never read cost little")
    func neverReading() throws {
        let calls = Array([[UInt8]](repeating: Array(HostileSocketTests.describe.utf8) + [0], count: 2000).joined())
        try attacked { daemon in
            let sockets = try (0..<50).map { _ in try RawSocket(daemon.socket) }
            for _ in 0..<20 {
                for socket in sockets { socket.send(calls, flags: CInt(MSG_DONTWAIT)) }
            }
            _ = try daemon.call("org.engaged.Ledger.Head")
        }
    }

    @Test("two thousand connections, idle, half way and unread, leave room for another")
    func crowd() throws {
        let calls = Array([[UInt8]](repeating: Array(HostileSocketTests.describe.utf8) + [0], count: 200).joined())
        try attacked { daemon in
            let sockets = try (0..<2000).map { _ in try RawSocket(daemon.socket) }
            for (number, socket) in sockets.enumerated() {
                switch number % 4 {
                case 0: break
                case 1: socket.send(calls.prefix(30), flags: CInt(MSG_DONTWAIT))
                case 2: socket.send([UInt8](repeating: 65, count: 150_000), flags: CInt(MSG_DONTWAIT))
                default: socket.send(calls, flags: CInt(MSG_DONTWAIT))
                }
                if number % 200 == 0 { _ = try daemon.call("org.engaged.Ledger.Head") }
            }
        }
    }

    /// Becomes user after user, each without a role, and holds as many connections as it is given.
    private static let occupation = """
        import os, socket, sys
        path, users, each = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
        for number in range(users):
            ready, done = os.pipe()
            if os.fork() == 0:
                os.setgroups([]); os.setgid(59900 + number); os.setuid(59900 + number)
                held = []
                for _ in range(each):
                    caller = socket.socket(socket.AF_UNIX)
                    caller.connect(path)
                    held.append(caller)
                os.write(done, b"x"); os.close(done)
                sys.stdin.read()
                os._exit(0)
            os.close(done)
            os.read(ready, 1)
            os.close(ready)
        print("held", flush=True)
        sys.stdin.read()
        """

    @Test(
        "twenty users without a role, 250 connections each, keep nobody out who has one",
        .enabled(if: getuid() == 0, "being other users needs root"))
    func strangers() throws {
        try attacked { daemon in
            let crowd = Process(), input = Pipe(), output = Pipe()
            crowd.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            crowd.arguments = ["python3", "-c", HostileSocketTests.occupation, daemon.socket, "20", "250"]
            crowd.standardInput = input
            crowd.standardOutput = output
            try crowd.run()
            let said = output.fileHandleForReading.availableData
            #expect(String(decoding: said, as: UTF8.self).hasPrefix("held"))
            let manager = try As.manager.run(daemon, ["engagement", "list"])
            #expect(manager.status == 0, "\(manager.output)")
            let stranger = try As(uid: 59_900, groups: [59_900]).run(daemon, ["whoami"])
            #expect(stranger.status == 75 && stranger.output.contains("stranger connections"), "\(stranger.output)")
            try input.fileHandleForWriting.close()
            crowd.waitUntilExit()
            try daemon.wait(until: "there is room for strangers again") {
                try !As.stranger.run(daemon, ["ping"]).output.contains("stranger connections")
            }
        }
    }
}
