import Glibc
import Schema
import TestSupport
import Testing
import Synchronization
import Varlink

@Suite("Streams")
struct StreamTests {
    @Test("a slow reader gets every reply, and no more is produced than fits on the way")
    func slowReader() async throws {
        try await TestDaemon.serve { daemon in
            let socket = try RawSocket(daemon.path)
            socket.call(#"{"method":"org.test.echo.Count","parameters":{"n":300},"more":true}"#)
            for number in 0..<300 {
                let frame = try #require(socket.frame())
                #expect(frame.hasPrefix(#"{"parameters":{"n":\#(number),"#))
                #expect(frame.hasSuffix(number < 299 ? #","continues":true}"# : #""}}"#))
                if number % 60 == 0 {
                    usleep(20_000)
                    // The kernel keeps some 200 KiB for a Unix socket, which is six replies and a half.
                    #expect(daemon.service.producedCount <= number + 20)
                }
            }
        }
    }

    @Test("a stream that nobody reads is ended by the time-out")
    func unread() async throws {
        var limits = VarlinkLimits()
        limits.slowReaderTimeout = .milliseconds(100)
        try await TestDaemon.serve(limits: limits) { daemon in
            let socket = try RawSocket(daemon.path)
            socket.call(#"{"method":"org.test.echo.Count","parameters":{"n":1000000},"more":true}"#)
            #expect(await eventually { daemon.service.producedCount > 0 })
            #expect(await eventually { daemon.listener.connectionCount == 0 })
            #expect(daemon.service.producedCount < 20)
        }
    }

    @Test("a resting stream goes on when woken, answers from another thread, and ends")
    func wakes() async throws {
        try await TestDaemon.serve { daemon in
            let socket = try RawSocket(daemon.path)
            socket.call(#"{"method":"org.test.echo.Follow","more":true}"#)
            #expect(await eventually { daemon.service.liveStreams.count == 1 })
            let stream = try #require(daemon.service.liveStreams.first)
            for number in 1...3 {
                VarlinkStream.wake([stream])
                #expect(await eventually { daemon.service.producedCount == 2 * number - 1 })
                stream.supply(.replies([bytes(#"{"n":\#(number)}"#), bytes(#"{"n":0}"#)]))
                #expect(socket.frame() == #"{"parameters":{"n":\#(number)},"continues":true}"#)
                #expect(socket.frame() == #"{"parameters":{"n":0},"continues":true}"#)
                #expect(await eventually { daemon.service.producedCount == 2 * number })
                stream.supply(.nothingYet)
            }
        }
    }

    @Test("a wake that comes while the producer finds nothing is not lost")
    func wakeWhileAsked() async throws {
        try await TestDaemon.serve { daemon in
            let socket = try RawSocket(daemon.path)
            socket.call(#"{"method":"org.test.echo.Follow","more":true}"#)
            #expect(await eventually { daemon.service.liveStreams.count == 1 })
            let stream = try #require(daemon.service.liveStreams.first)
            stream.wake()
            #expect(await eventually { daemon.service.producedCount == 1 })
            stream.wake()
            stream.supply(.nothingYet)
            #expect(await eventually { daemon.service.producedCount == 2 })
            stream.supply(.last(bytes("{}")))
            #expect(socket.frame() == #"{"parameters":{}}"#)
            socket.call(#"{"method":"org.test.echo.Echo"}"#)
            #expect(socket.frame() == #"{"parameters":{}}"#)
        }
    }

    @Test("an error ends a stream; the connection serves on")
    func failure() async throws {
        try await TestDaemon.serve { daemon in
            let client = try daemon.connect()
            try client.callOneway("org.test.echo.Echo")
            let socket = try RawSocket(daemon.path)
            socket.call(#"{"method":"org.test.echo.Follow","more":true}"#)
            #expect(await eventually { daemon.service.liveStreams.count == 1 })
            let stream = try #require(daemon.service.liveStreams.first)
            stream.wake()
            #expect(await eventually { daemon.service.producedCount == 1 })
            stream.supply(.failure(.permissionDenied))
            #expect(socket.frame() == #"{"error":"org.varlink.service.PermissionDenied","parameters":{}}"#)
            stream.supply(.last(bytes("{}")))
            socket.call(#"{"method":"org.test.echo.Echo","parameters":{"n":1}}"#)
            #expect(socket.frame() == #"{"parameters":{"n":1}}"#)
        }
    }

    @Test("who runs a stream or a call hears once that the caller has gone")
    func gone() async throws {
        try await TestDaemon.serve { daemon in
            for method in ["Follow", "Keep"] {
                let socket = try RawSocket(daemon.path)
                socket.call(#"{"method":"org.test.echo.\#(method)","more":true}"#)
                #expect(await eventually { daemon.service.callNames.last == method })
            }
            #expect(await eventually { daemon.service.closedCount == 2 })
            let call = try #require(daemon.service.keptCalls.first)
            #expect(call.isClosed)
            call.reply(bytes("{}"))
            call.onClose { [service = daemon.service] in service.closed.add(1, ordering: .relaxed) }
            #expect(await eventually { daemon.service.closedCount == 3 })
        }
    }

    @Test("the client hands over every reply and stops where it is told")
    func client() async throws {
        try await TestDaemon.serve { daemon in
            var numbers: [Int64] = []
            try daemon.connect().stream("org.test.echo.Count", bytes(#"{"n":50}"#)) { reply, continues in
                let number = (try? JSON(parsing: reply))?["n"]?.number ?? -1
                #expect(continues == (number < 49))
                numbers.append(number)
                return true
            }
            #expect(numbers == Array(0..<50))
            var count = 0
            try daemon.connect().stream("org.test.echo.Count", bytes(#"{"n":50}"#)) { _, _ in
                count += 1
                return count < 5
            }
            #expect(count == 5)
        }
    }
}
