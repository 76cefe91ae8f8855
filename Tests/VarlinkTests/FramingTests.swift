import Schema
import TestSupport
import Testing
@testable import Varlink

@Suite("Framing")
struct FramingTests {
    @Test("frames come out whole, however the bytes are cut")
    func chunks() {
        var random = SplitMix64.printingSeed()
        for _ in 0..<200 {
            let frames = (0..<Int.random(in: 1...8, using: &random)).map { _ in
                (0..<Int.random(in: 0...400, using: &random)).map { _ in UInt8.random(in: 1...255, using: &random) }
            }
            var wire = Array(frames.map { $0 + [0] }.joined())[...]
            var buffer = FrameBuffer(frameBytesMax: 400)
            var found: [[UInt8]] = []
            while !wire.isEmpty {
                let chunk = wire.prefix(Int.random(in: 1...300, using: &random))
                wire = wire.dropFirst(chunk.count)
                chunk.withUnsafeBytes { buffer.append($0) }
                while Bool.random(using: &random), case .frame(let frame) = buffer.next() { found.append(frame) }
            }
            while case .frame(let frame) = buffer.next() { found.append(frame) }
            #expect(found == frames)
            #expect(buffer.count == 0)
        }
    }

    @Test("a frame of the largest size is taken, one byte more is not, ended or not")
    func longest() {
        for (count, isTaken) in [(1000, true), (1001, false)] {
            var ended = FrameBuffer(frameBytesMax: 1000)
            ([UInt8](repeating: 65, count: count) + [0]).withUnsafeBytes { ended.append($0) }
            if case .frame(let frame) = ended.next() {
                #expect(isTaken && frame.count == count)
            } else {
                #expect(!isTaken)
            }
        }
        var open = FrameBuffer(frameBytesMax: 1000)
        [UInt8](repeating: 65, count: 1001).withUnsafeBytes { open.append($0) }
        guard case .tooLong = open.next() else {
            Issue.record("an unended frame over the limit was kept")
            return
        }
    }

    @Test("what the buffer holds stays within one frame and one read")
    func memory() {
        var buffer = FrameBuffer(frameBytesMax: 1 << 20)
        let chunk = [UInt8](repeating: 65, count: 8000)
        for _ in 0..<131 { chunk.withUnsafeBytes { buffer.append($0) } }
        #expect(buffer.bytesHeld < (1 << 20) + 2 * FrameBuffer.readBytes)
        buffer.clear()
        #expect(buffer.bytesHeld == 0)
    }

    @Test("pipelined calls are answered in order, however the bytes are cut")
    func pipelining() async throws {
        var random = SplitMix64.printingSeed()
        let numbers = (0..<500).map { _ in Int64.random(in: 0...1_000_000, using: &random) }
        let calls = numbers.map { bytes(#"{"method":"org.test.echo.Echo","parameters":{"n":\#($0)}}"#) + [0] }
        var wire = Array(calls.joined())[...]
        try await TestDaemon.serve { daemon in
            let socket = try RawSocket(daemon.path)
            while !wire.isEmpty {
                let chunk = wire.prefix(Int.random(in: 1...4000, using: &random))
                wire = wire.dropFirst(chunk.count)
                socket.send(chunk)
            }
            for number in numbers { #expect(socket.frame() == #"{"parameters":{"n":\#(number)}}"#) }
        }
    }

    @Test("calls behind a running one wait for it")
    func order() async throws {
        try await TestDaemon.serve { daemon in
            let socket = try RawSocket(daemon.path)
            socket.call(#"{"method":"org.test.echo.Keep"}"#)
            socket.call(#"{"method":"org.test.echo.Echo","parameters":{"n":2}}"#)
            #expect(await eventually { daemon.service.keptCalls.count == 1 })
            _ = try daemon.connect().call("org.test.echo.Echo")
            #expect(daemon.service.callNames == ["Keep", "Echo"])
            daemon.service.keptCalls.first?.reply(bytes(#"{"n":1}"#))
            #expect(socket.frame() == #"{"parameters":{"n":1}}"#)
            #expect(socket.frame() == #"{"parameters":{"n":2}}"#)
        }
    }

    @Test("a caller that ends its side is answered first")
    func halfClosed() async throws {
        try await TestDaemon.serve { daemon in
            let socket = try RawSocket(daemon.path)
            socket.call(#"{"method":"org.test.echo.Keep"}"#)
            socket.call(#"{"method":"org.test.echo.Echo","parameters":{"n":2}}"#)
            socket.endSending()
            #expect(await eventually { daemon.service.keptCalls.count == 1 })
            daemon.service.keptCalls.first?.reply(bytes("{}"))
            #expect(socket.rest().map(text) == "{\"parameters\":{}}\0{\"parameters\":{\"n\":2}}\0")
        }
    }

    @Test("calls sent before hanging up at once are carried out")
    func hangUp() async throws {
        try await TestDaemon.serve { daemon in
            for _ in 0..<50 {
                let socket = try RawSocket(daemon.path)
                socket.call(#"{"method":"org.test.echo.Echo","oneway":true}"#)
            }
            #expect(await eventually { daemon.service.callNames.count == 50 })
            #expect(await eventually { daemon.listener.connectionCount == 0 })
        }
    }

    @Test("replies from another thread reach many callers with one flush")
    func batch() async throws {
        try await TestDaemon.serve { daemon in
            let sockets = try (0..<20).map { _ in try RawSocket(daemon.path) }
            for socket in sockets { socket.call(#"{"method":"org.test.echo.Keep"}"#) }
            #expect(await eventually { daemon.service.keptCalls.count == 20 })
            var replies = VarlinkReplies()
            for call in daemon.service.keptCalls {
                replies.add(call, .parameters(bytes(#"{"id":\#(call.connectionID)}"#)))
            }
            replies.flush()
            #expect(replies.isEmpty)
            let ids = Set(sockets.compactMap { $0.frame() })
            #expect(ids.count == 20)
        }
    }

    @Test("a call ended twice is answered once")
    func twice() async throws {
        try await TestDaemon.serve { daemon in
            let socket = try RawSocket(daemon.path)
            socket.call(#"{"method":"org.test.echo.Keep"}"#)
            #expect(await eventually { daemon.service.keptCalls.count == 1 })
            let call = try #require(daemon.service.keptCalls.first)
            for number in 1...3 { call.reply(bytes(#"{"n":\#(number)}"#)) }
            socket.call(#"{"method":"org.test.echo.Echo"}"#)
            #expect(socket.frame() == #"{"parameters":{"n":1}}"#)
            #expect(socket.frame() == #"{"parameters":{}}"#)
        }
    }
}

extension SplitMix64 {
    /// A generator whose seed can be found in the test's output.
    static func printingSeed(_ place: StaticString = #function) -> SplitMix64 {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of \(place): \(seed)")
        return SplitMix64(seed: seed)
    }
}
