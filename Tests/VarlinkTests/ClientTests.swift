import Glibc
import Testing
import Varlink

@Suite("Client")
struct ClientTests {
    @Test("where nobody listens is said so, with the path")
    func nobody() {
        let path = "/tmp/varlink-nobody-\(getpid())"
        #expect(throws: VarlinkClientError.noService(path: path, SocketFault("connect", code: ENOENT))) {
            try VarlinkClient(path: path)
        }
    }

    @Test("a service that does not answer is not waited for for ever")
    func silence() async throws {
        try await TestDaemon.serve { daemon in
            var timeouts = VarlinkClient.Timeouts()
            timeouts.reply = .milliseconds(50)
            let client = try VarlinkClient(path: daemon.path, timeouts: timeouts)
            #expect(throws: VarlinkClientError.timeout(.receive)) { try client.call("org.test.echo.Keep") }
        }
    }

    @Test("what is no reply is a protocol violation, what is cut off is a close", arguments: [
        ("nonsense\0", true), ("[]\0", true), ("{\"parameters\":[]}\0", true), ("{\"continues\":true}\0", true),
        ("{\"parameters\":{}", false), ("", false),
    ])
    func badReplies(reply: String, isViolation: Bool) throws {
        let path = "/tmp/varlink-bad-\(UInt64.random(in: 0...UInt64.max))"
        let program = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(); print("listening", flush=True)
            c, _ = s.accept(); c.recv(65536); c.sendall(bytes.fromhex(sys.argv[2]))
            """
        let hex = reply.utf8.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        let service = try Child("python3", ["-c", program, path, hex])
        #expect(service.read(firstLine: true) == "listening")
        defer { unlink(path) }
        do throws(VarlinkClientError) {
            _ = try VarlinkClient(path: path).call("a.B")
            Issue.record("no error")
        } catch .protocolViolation {
            #expect(isViolation)
        } catch {
            #expect(error == .closed && !isViolation)
        }
    }
}
