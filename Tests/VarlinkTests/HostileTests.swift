import Glibc
import Schema
import Synchronization
import TestSupport
import Testing
import Varlink

@Suite("Hostile callers", .serialized)
struct HostileTests {
    static let echo = #"{"method":"org.test.echo.Echo"}"#

    @Test("an envelope that is not one is answered with InvalidParameter and a close", arguments: [
        ("", "method"), ("{}", "method"), ("[]", "method"), ("nonsense", "method"), ("{", "method"),
        (#"{"method":7}"#, "method"), (#"{"method":""}"#, "method"), (#"{"method":"a\u002eB"}"#, "method"),
        (#"{"method":"a.B","method":"a.C"}"#, "method"), (#"{"method":"a.B","extra":1}"#, "extra"),
        (#"{"method":"a.B","parameters":[]}"#, "parameters"), (#"{"method":"a.B","parameters":"x"}"#, "parameters"),
        (#"{"method":"a.B","parameters":{"x":[}]}"#, "parameters"), (#"{"method":"a.B","more":1}"#, "more"),
        (#"{"method":"a.B","oneway":"yes"}"#, "oneway"), (#"{"method":"a.B","oneway":true,"more":true}"#, "more"),
        (#"{"method":"a.B"} {}"#, "method"), (#"{"method":"a.B","parameters":{"x":"\#u{1}"}}"#, "parameters"),
    ])
    func envelopes(frame: String, parameter: String) async throws {
        try await TestDaemon.serve { daemon in
            let socket = try RawSocket(daemon.path)
            socket.call(frame)
            let error = #"{"error":"org.varlink.service.InvalidParameter","#
            #expect(socket.rest().map(text) == error + #""parameters":{"parameter":"\#(parameter)"}}"# + "\0")
        }
    }

    @Test("parameters may nest as deep as the reader reads, and no deeper")
    func depth() async throws {
        try await TestDaemon.serve { daemon in
            for (depth, isTaken) in [(31, true), (32, false), (100_000, false)] {
                let inner = String(repeating: "[", count: depth - 1) + String(repeating: "]", count: depth - 1)
                let socket = try RawSocket(daemon.path)
                socket.call(#"{"method":"org.test.echo.Echo","parameters":{"x":\#(inner)}}"#)
                #expect(try #require(socket.frame()).hasPrefix(isTaken ? #"{"parameters""# : #"{"error""#))
            }
        }
    }

    @Test("upgrading is refused and the connection goes on")
    func upgrade() async throws {
        try await TestDaemon.serve { daemon in
            let socket = try RawSocket(daemon.path)
            socket.call(#"{"method":"org.test.echo.Echo","upgrade":true}"#)
            #expect(socket.frame()?.contains(#"{"parameter":"upgrade"}"#) == true)
            socket.call(HostileTests.echo)
            #expect(socket.frame() == #"{"parameters":{}}"#)
        }
    }

    @Test("random bytes and damaged calls end in a reply or a close, never in harm")
    func randomBytes() async throws {
        var random = SplitMix64.printingSeed()
        try await TestDaemon.serve { daemon in
            let healthy = try daemon.connect()
            for round in 0..<300 {
                let socket = try RawSocket(daemon.path)
                socket.send(round % 2 == 0 ? HostileTests.noise(&random) : HostileTests.damaged(&random))
                socket.endSending()
                #expect(socket.rest() != nil)
                if round % 50 == 0 { #expect(try text(healthy.call("org.test.echo.Echo")) == "{}") }
            }
        }
    }

    private static func noise(_ random: inout SplitMix64) -> [UInt8] {
        (0..<Int.random(in: 1...2000, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    private static func damaged(_ random: inout SplitMix64) -> [UInt8] {
        let call = #"{"method":"org.test.echo.Echo","parameters":{"a":[1,{"b":"c\n"}]},"more":false}"#
        var wire = bytes(call) + [0]
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            wire[Int.random(in: 0..<wire.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        return wire
    }

    @Test("a frame over the limit is refused by name, though its sender is still sending")
    func tooLong() async throws {
        var limits = VarlinkLimits()
        limits.limitError = "org.test.LimitExceeded"
        try await TestDaemon.serve(limits: limits) { daemon in
            let expected = VarlinkFailure(
                "org.test.LimitExceeded", parameters: bytes(#"{"limit":"frame_bytes","max":16777216}"#))
            let huge = bytes(#"{"text":"\#(String(repeating: "x", count: 20 << 20))"}"#)
            let client = try daemon.connect()
            #expect(throws: VarlinkClientError.remote(expected)) { try client.call("org.test.echo.Echo", huge) }
            #expect(throws: VarlinkClientError.closed) { try client.call("org.test.echo.Echo") }
        }
    }

    @Test("a frame just under the limit is taken and answered")
    func justShort() async throws {
        try await TestDaemon.serve { daemon in
            let large = bytes(#"{"text":"\#(String(repeating: "x", count: (16 << 20) - 100))"}"#)
            let reply = try daemon.connect().call("org.test.echo.Echo", large)
            #expect(reply == large)
        }
    }

    @Test("half a frame is not waited for for ever, nor is a caller that does nothing")
    func timeouts() async throws {
        var limits = VarlinkLimits()
        limits.frameTimeout = .milliseconds(100)
        limits.idleTimeout = .seconds(2)
        limits.limitError = "org.test.LimitExceeded"
        try await TestDaemon.serve(limits: limits) { daemon in
            let half = try RawSocket(daemon.path)
            let idle = try RawSocket(daemon.path)
            half.send(bytes(#"{"method":"org.te"#))
            #expect(half.rest().map(text)?.contains(#""limit":"frame_seconds""#) == true)
            #expect(idle.rest() == [])
        }
    }

    @Test("a caller that never reads is closed, and costs others nothing")
    func neverReads() async throws {
        var limits = VarlinkLimits()
        limits.slowReaderTimeout = .milliseconds(200)
        try await TestDaemon.serve(limits: limits) { daemon in
            let greedy = try RawSocket(daemon.path)
            for _ in 0..<200 { greedy.call(#"{"method":"org.test.echo.Large"}"#) }
            let healthy = try daemon.connect()
            #expect(await eventually { daemon.listener.connectionCount == 1 })
            #expect(try text(healthy.call("org.test.echo.Echo")) == "{}")
            #expect(daemon.service.callNames.count { $0 == "Large" } < 5)
        }
    }

    @Test("connections are capped in all and by user, and the next is told so")
    func caps() async throws {
        var limits = VarlinkLimits()
        limits.limitError = "org.test.LimitExceeded"
        limits.connectionsPerUserMax = 3
        try await TestDaemon.serve(limits: limits) { daemon in
            var held = try (0..<3).map { _ in try RawSocket(daemon.path) }
            #expect(await eventually { daemon.listener.connectionCount == 3 })
            let expected = VarlinkFailure(
                "org.test.LimitExceeded", parameters: bytes(#"{"limit":"connections_per_user","max":3}"#))
            #expect(throws: VarlinkClientError.remote(expected)) { try daemon.connect().call("org.test.echo.Echo") }
            held.removeLast()
            #expect(await eventually { daemon.listener.connectionCount == 2 })
            #expect(try text(daemon.connect().call("org.test.echo.Echo")) == "{}")
        }
    }

    @Test("strangers share a few connections, in all and by user, and whoever is none gets in beside them")
    func strangers() async throws {
        var limits = VarlinkLimits()
        limits.limitError = "org.test.LimitExceeded"
        limits.connectionsMax = 4
        limits.strangerConnectionsPerUserMax = 3
        try await TestDaemon.serve(limits: limits) { daemon in
            daemon.service.meetsStrangers.store(true, ordering: .releasing)
            var held = try (0..<3).map { _ in try RawSocket(daemon.path) }
            #expect(await eventually { daemon.listener.connectionCount == 3 })
            let expected = VarlinkFailure(
                "org.test.LimitExceeded", parameters: bytes(#"{"limit":"stranger_connections_per_user","max":3}"#))
            #expect(throws: VarlinkClientError.remote(expected)) { try daemon.connect().call("org.test.echo.Echo") }
            daemon.service.meetsStrangers.store(false, ordering: .releasing)
            let guests = try (0..<4).map { _ in try daemon.connect() }
            for guest in guests { #expect(try text(guest.call("org.test.echo.Echo")) == "{}") }
            held.removeLast()
            #expect(await eventually { daemon.listener.connectionCount == 6 })
            daemon.service.meetsStrangers.store(true, ordering: .releasing)
            #expect(try text(daemon.connect().call("org.test.echo.Echo")) == "{}")
        }
    }

    @Test("over the common bound the greatest holder goes and the small ones stay")
    func commonBound() async throws {
        var limits = VarlinkLimits()
        limits.heldBytesMax = 2 << 20
        try await TestDaemon.serve(limits: limits) { daemon in
            let small = try RawSocket(daemon.path)
            small.send(bytes(#"{"method":"org.test.echo.Echo","#))
            let large = try RawSocket(daemon.path)
            large.send([UInt8](repeating: 65, count: 4 << 20))
            #expect(large.rest() == [])
            small.call(#""parameters":{"n":1}}"#)
            #expect(small.frame() == #"{"parameters":{"n":1}}"#)
        }
    }
}
