import Glibc
import TestSupport
import Testing
import Varlink

@Suite("Two thousand callers", .serialized)
struct FloodTests {
    static let count = 2000
    static let residentKiBMax = 128 * 1024

    init() {
        var files = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
        files.rlim_cur = files.rlim_max
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
    }

    @Test("idle ones, half frames and unread replies leave a healthy caller served and memory bounded")
    func crowd() throws {
        let describe = #"{"method":"org.varlink.service.GetInterfaceDescription","#
            + #""parameters":{"interface":"org.varlink.certification"}}"#
        let calls = Array([[UInt8]](repeating: bytes(describe) + [0], count: 200).joined())
        try flooded { number, socket in
            switch number % 4 {
            case 0: break
            case 1: socket.send(bytes(#"{"method":"org.varlink.serv"#), flags: CInt(MSG_DONTWAIT))
            case 2: socket.send([UInt8](repeating: 65, count: 150_000), flags: CInt(MSG_DONTWAIT))
            default: socket.send(calls, flags: CInt(MSG_DONTWAIT))
            }
        }
    }

    @Test("frames of twenty mebibytes from all of them leave a healthy caller served and memory bounded")
    func hugeFrames() throws {
        let chunk = [UInt8](repeating: 65, count: 100_000)
        try flooded(rounds: 20) { _, socket in socket.send(chunk, flags: CInt(MSG_DONTWAIT)) }
        let whole = [UInt8](repeating: 65, count: 20 << 20)
        try flooded(callers: 20) { _, socket in socket.send(whole) }
    }

    @Test("a service out of descriptors serves whom it has, and the others when there are some again")
    func descriptors() throws {
        let directory = TestDaemon.temporaryDirectory()
        let path = directory + "/socket"
        let start = #"ulimit -n 64; exec "$0" "$1" 2100"#
        let service = try Child("sh", ["-c", start, Child.beside("varlink-certification"), path])
        #expect(service.read(firstLine: true) == "listening")
        let healthy = try VarlinkClient(path: path)
        _ = try healthy.call("org.varlink.service.GetInfo")
        var sockets = try (0..<200).map { _ in try RawSocket(path) }
        for _ in 0..<20 { _ = try healthy.call("org.varlink.service.GetInfo") }
        sockets.removeFirst(190)
        _ = try VarlinkClient(path: path).call("org.varlink.service.GetInfo")
        service.endInput()
        #expect(service.wait() == 0)
        rmdir(directory)
    }

    /// Runs the attack from many connections, with a healthy caller's call after every hundredth.
    private func flooded(
        callers: Int = count, rounds: Int = 1, _ attack: (Int, RawSocket) -> Void
    ) throws {
        let directory = TestDaemon.temporaryDirectory()
        let path = directory + "/socket"
        let service = try Child(Child.beside("varlink-certification"), [path, "2100"])
        #expect(service.read(firstLine: true) == "listening")
        let healthy = try VarlinkClient(path: path)
        let sockets = try (0..<callers).map { _ in try RawSocket(path) }
        for _ in 0..<rounds {
            for (number, socket) in sockets.enumerated() {
                attack(number, socket)
                if number % 100 == 0 { _ = try healthy.call("org.varlink.service.GetInfo") }
            }
        }
        _ = try VarlinkClient(path: path).call("org.varlink.certification.Start")
        let peak = try #require(service.peakKiB)
        print("peak with \(callers) callers: \(peak) KiB")
        #expect(peak <= FloodTests.residentKiBMax)
        service.endInput()
        #expect(service.wait() == 0)
        rmdir(directory)
    }
}
