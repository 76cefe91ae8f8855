import Glibc
import NIOCore
import NIOPosix
import Schema
import Synchronization
import Varlink

/// A service for the tests: echoes, waits, counts, streams.
final class TestService: VarlinkService {
    let hidden: Set<String>
    let calls = Mutex<[String]>([])
    let kept = Mutex<[VarlinkCall]>([])
    let denied = Mutex<[String]>([])
    let streams = Mutex<[VarlinkStream]>([])
    let produced = Atomic<Int>(0)
    let closed = Atomic<Int>(0)
    let meetsStrangers = Atomic<Bool>(false)

    init(hiding hidden: Set<String> = []) {
        self.hidden = hidden
    }

    var callNames: [String] { calls.withLock { $0 } }
    var deniedNames: [String] { denied.withLock { $0 } }
    var keptCalls: [VarlinkCall] { kept.withLock { $0 } }
    var liveStreams: [VarlinkStream] { streams.withLock { $0 } }
    var closedCount: Int { closed.load(ordering: .acquiring) }
    var producedCount: Int { produced.load(ordering: .acquiring) }

    var description: ServiceDescription {
        let other = InterfaceDescription("interface org.test.other\nmethod Nothing() -> ()\n")
        return ServiceDescription(
            vendor: "Tests", product: "Echo", version: "1", url: "https://example.org/",
            interfaces: [InterfaceDescription(TestService.definition), other])
    }

    func isStranger(_ peer: Peer) -> Bool { meetsStrangers.load(ordering: .acquiring) }
    func isVisible(_ interface: String, to peer: Peer) -> Bool { !hidden.contains(interface) }
    func wasDenied(_ method: String, to peer: Peer) { denied.withLock { $0.append(method) } }

    func handle(_ call: VarlinkCall) {
        calls.withLock { $0.append(call.method.name) }
        switch call.method.name {
        case "Echo": call.reply(Array(call.parameters))
        case "Decode": decode(call)
        case "Keep": keep(call)
        case "Count": count(call)
        case "Follow": follow(call)
        case "Large": call.reply(TestService.large)
        case "WhoAmI":
            let groups = call.peer.groups.map(String.init).joined(separator: ",")
            call.reply(bytes(#"{"groups":[\#(groups)]}"#))
        default: call.fail(.methodNotImplemented(call.method.fullName))
        }
    }

    private func decode(_ call: VarlinkCall) {
        do throws(JSONFault) {
            call.reply(JSONWriter.encode(try call.decode(Numbers.self)))
        } catch {
            call.fail(VarlinkFailure(error))
        }
    }

    private func keep(_ call: VarlinkCall) {
        call.onClose { [self] in closed.add(1, ordering: .relaxed) }
        kept.withLock { $0.append(call) }
    }

    /// Replies of 32 KiB with ascending numbers, as many as asked for.
    private func count(_ call: VarlinkCall) {
        guard let numbers = try? call.decode(Numbers.self) else { return call.fail(.invalidParameter("n")) }
        let next = Mutex(Int64(0))
        let padding = String(repeating: "x", count: 32768)
        call.stream { [self] _ in
            let number = next.withLock { next in
                defer { next += 1 }
                return next
            }
            produced.add(1, ordering: .relaxed)
            let reply = Array(#"{"n":\#(number),"padding":"\#(padding)"}"#.utf8)
            return number + 1 < numbers.n ? .replies([reply]) : .last(reply)
        }
    }

    /// A stream that has nothing until it is woken or supplied.
    private func follow(_ call: VarlinkCall) {
        call.onClose { [self] in closed.add(1, ordering: .relaxed) }
        call.stream { [self] stream in
            let isFirst = streams.withLock { streams in
                defer { if !streams.contains(where: { $0 === stream }) { streams.append(stream) } }
                return !streams.contains { $0 === stream }
            }
            if isFirst { return .nothingYet }
            produced.add(1, ordering: .relaxed)
            return .later
        }
    }

    static let large = Array(#"{"text":"\#(String(repeating: "y", count: 1 << 20))"}"#.utf8)

    struct Numbers: Message {
        var n: Int64
        static let fields = Fields(Self.init, Field("n", \.n, "a number"))
    }

    static let definition = """
        # What tests call.
        interface org.test.echo
        type Point (x: int, method: string)
        method Echo(text: ?string) -> (text: ?string)
        method Decode(n: int) -> (n: int) # method Comment
        method Keep() -> ()
        method Count(n: int) -> (n: int, padding: string)
        method Follow() -> (n: int)
        method Large() -> (text: string)
        method WhoAmI() -> (groups: []int)
        method Missing() -> ()
        error Odd (why: string)

        """
}

/// A listener in a temporary directory, shut down when the test ends.
struct TestDaemon {
    let service: TestService
    let path: String
    let listener: VarlinkListener

    static func serve<Result: Sendable>(
        _ service: TestService = TestService(), limits: VarlinkLimits = VarlinkLimits(),
        _ body: (TestDaemon) async throws -> Result
    ) async throws -> Result {
        let directory = temporaryDirectory()
        let daemon = TestDaemon(
            service: service, path: directory + "/socket",
            listener: VarlinkListener(service, on: MultiThreadedEventLoopGroup.singleton.next(), limits: limits))
        try daemon.listener.start(on: [ListeningSocket(at: daemon.path)])
        do {
            let result = try await body(daemon)
            await daemon.listener.shutdown(within: .milliseconds(100))
            rmdir(directory)
            return result
        } catch {
            await daemon.listener.shutdown(within: .milliseconds(100))
            throw error
        }
    }

    func connect() throws -> VarlinkClient { try VarlinkClient(path: path) }

    static func temporaryDirectory() -> String {
        var template = Array("/tmp/varlink-test-XXXXXX\0".utf8CString)
        return template.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress, let made = mkdtemp(base) else { return "/tmp" }
            return String(cString: made)
        }
    }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// Waits until something holds; the only clock is a bound that a broken build runs into.
func eventually(_ condition: () -> Bool) async -> Bool {
    for _ in 0..<12_000 {
        if condition() { return true }
        try? await Task.sleep(for: .milliseconds(5))
    }
    return condition()
}
