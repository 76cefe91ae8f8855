import Glibc
import NIOCore
import NIOPosix
import Schema
import TestSupport
import Testing
import Varlink

@Suite("Listening")
struct ListeningTests {
    @Test("a peer's groups are those the kernel knows, and nothing is added to them")
    func groups() async throws {
        var own = [gid_t](repeating: 0, count: Int(getgroups(0, nil)))
        own = Array(own.prefix(Int(getgroups(CInt(own.count), &own))))
        let expected = Set(own).union([getegid()]).sorted()
        try await TestDaemon.serve { daemon in
            let reply = try JSON(parsing: daemon.connect().call("org.test.echo.WhoAmI"))
            #expect(reply["groups"]?.elements.compactMap(\.number) == expected.map(Int64.init))
        }
    }

    @Test("a peer is who connected")
    func peer() throws {
        var ends: [CInt] = [-1, -1]
        #expect(socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0, &ends) == 0)
        defer { for end in ends { close(end) } }
        let peer = try Peer(of: ends[0])
        #expect(peer.uid == geteuid() && peer.gid == getegid() && peer.pid == getpid())
        #expect(throws: SocketFault("getsockopt \(SO_PEERCRED)", code: EBADF)) { try Peer(of: -1) }
    }

    @Test("a process with other groups than ours, more than fit the first buffer, is seen with exactly those",
          .enabled(if: geteuid() == 0, "only root may change groups: NOT CHECKED"))
    func manyGroups() async throws {
        try await TestDaemon.serve { daemon in
            for count in [0, 1, 31, 32, 33, 200] {
                let groups = (0..<count).map { 5000 + $0 }
                let list = groups.map(String.init).joined(separator: ",")
                let program = """
                    import os, socket
                    os.setgroups([\(list)]); os.setgid(4321); os.setuid(4321)
                    s = socket.socket(socket.AF_UNIX); s.connect("\(daemon.path)")
                    s.sendall(b'{"method":"org.test.echo.WhoAmI"}' + bytes(1)); print(s.recv(65536)[:-1].decode())
                    """
                chmod(String(daemon.path.dropLast("/socket".count)), 0o755)
                let child = try Child("python3", ["-c", program])
                let expected = ([4321] + groups).map(String.init).joined(separator: ",")
                #expect(child.read() == #"{"parameters":{"groups":[\#(expected)]}}"# + "\n")
                #expect(child.wait() == 0)
            }
        }
    }

    @Test("a stale socket is replaced; one that is answered, or a file, is left alone")
    func stale() async throws {
        try await TestDaemon.serve { daemon in
            #expect(throws: SocketFault("bind \(daemon.path)", code: EADDRINUSE)) {
                try ListeningSocket(at: daemon.path)
            }
            let reply = try daemon.connect().call("org.test.echo.Echo")
            #expect(text(reply) == "{}")
        }
        let directory = TestDaemon.temporaryDirectory()
        let path = directory + "/socket"
        let left = try Child("python3", ["-c", "import socket; socket.socket(socket.AF_UNIX).bind('\(path)')"])
        #expect(left.wait() == 0)
        let listener = VarlinkListener(TestService(), on: MultiThreadedEventLoopGroup.singleton.next())
        try listener.start(on: [ListeningSocket(at: path)])
        #expect(try text(VarlinkClient(path: path).call("org.test.echo.Echo")) == "{}")
        await listener.shutdown()
        #expect(access(path, F_OK) != 0)
        close(open(path, O_CREAT | O_WRONLY, 0o600))
        #expect(throws: SocketFault("bind \(path)", code: EADDRINUSE)) { try ListeningSocket(at: path) }
        unlink(path)
        rmdir(directory)
    }

    @Test("the socket made is for everyone; groups decide later")
    func mode() async throws {
        try await TestDaemon.serve { daemon in
            var status = stat()
            #expect(stat(daemon.path, &status) == 0 && status.st_mode & 0o777 == 0o666)
        }
    }

    @Test("an overlong path and a descriptor that does not listen are refused")
    func refusals() throws {
        let long = "/tmp/" + String(repeating: "x", count: 120)
        #expect(throws: SocketFault("socket path \(long)", code: ENAMETOOLONG)) { try ListeningSocket(at: long) }
        let descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        #expect(throws: SocketFault("descriptor \(descriptor) as listener", code: EINVAL)) {
            try ListeningSocket(adopting: descriptor)
        }
    }

    @Test("shutting down lets a running call end, ends streams, and takes no more")
    func drains() async throws {
        try await TestDaemon.serve { daemon in
            let running = try RawSocket(daemon.path)
            running.call(#"{"method":"org.test.echo.Keep"}"#)
            running.call(#"{"method":"org.test.echo.Echo"}"#)
            let following = try RawSocket(daemon.path)
            following.call(#"{"method":"org.test.echo.Follow","more":true}"#)
            #expect(await eventually { daemon.service.callNames.count == 2 })
            let ended = daemon.listener.beginShutdown(within: .seconds(20))
            #expect(following.rest() == [])
            #expect(daemon.service.closedCount == 1)
            #expect(throws: VarlinkClientError.self) { try daemon.connect().call("org.test.echo.Echo") }
            daemon.service.keptCalls.first?.reply(bytes(#"{"n":1}"#))
            #expect(running.rest().map(text) == "{\"parameters\":{\"n\":1}}\0")
            try await ended.get()
            #expect(daemon.service.callNames.count == 2)
        }
    }

    @Test("a call that does not end is cut off at the deadline")
    func deadline() async throws {
        try await TestDaemon.serve { daemon in
            let running = try RawSocket(daemon.path)
            running.call(#"{"method":"org.test.echo.Keep"}"#)
            #expect(await eventually { daemon.service.keptCalls.count == 1 })
            await daemon.listener.shutdown(within: .milliseconds(50))
            #expect(running.rest() == [])
            #expect(daemon.service.closedCount == 1)
            #expect(daemon.listener.connectionCount == 0)
        }
    }
}
