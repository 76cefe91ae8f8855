import Foundation
import Glibc
import Schema
import Testing
import Varlink

/// A real daemon in a folder of its own, started and killed as an operator, a kernel or a power cut would.
final class DaemonProcess: @unchecked Sendable {
    let folder: String
    private var process: Process?
    /// Variables beside the tests' own: NOTIFY_SOCKET and the like.
    var environment: [String: String] = [:]

    var socket: String { folder + "/varlink" }
    var ledger: String { folder + "/state/ledger.db" }
    var views: String { folder + "/cache/views.db" }
    var log: String { (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "" }

    /// Prepares a folder; nothing runs yet.
    init(state: String? = nil, extra: String = "") throws {
        folder = NSTemporaryDirectory() + "engaged-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        chmod(folder, 0o755)
        try configure("operator = gid:\(getgid())\n" + extra, state: state)
    }

    /// Writes the configuration: the usual groups, and what a test adds to `[roles]`.
    func configure(_ roles: String, state: String? = nil) throws {
        let configuration = """
            [paths]
            state = \(state ?? folder + "/state")
            cache = \(folder)/cache
            socket = \(folder)/varlink
            [roles]
            manager = gid:59101
            approver = gid:59101
            feed = gid:59102
            auditor = gid:59103
            \(roles)
            """
        try configuration.write(toFile: folder + "/engaged.conf", atomically: true, encoding: .utf8)
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Where the build put the executables: beside the test bundle.
    static func executable(_ name: String) throws -> String {
        let bundle = try #require(CommandLine.arguments.first { $0.contains(".xctest") } ?? CommandLine.arguments.first)
        let folder = URL(fileURLWithPath: bundle).deletingLastPathComponent().path
        let path = folder + "/" + name
        try #require(FileManager.default.isExecutableFile(atPath: path), "no \(path); build the package first")
        return path
    }

    /// Starts it and waits until it answers.
    func start() throws {
        try launch()
        try waitUntilAnswering()
    }

    /// Starts it without waiting.
    ///
    /// - Parameter wrapper: a program and its first arguments that will become the daemon.
    func launch(through wrapper: [String] = []) throws {
        _ = FileManager.default.createFile(atPath: folder + "/log", contents: nil)
        let process = Process()
        let words = wrapper + [try DaemonProcess.executable("engaged"), "--config", folder + "/engaged.conf"]
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardError = FileHandle(forWritingAtPath: folder + "/log")
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        self.process = process
    }

    func waitUntilAnswering() throws {
        for _ in 0..<6000 {
            if let client = try? VarlinkClient(path: socket),
               (try? client.call("org.varlink.service.GetInfo")) != nil { return }
            if let process, !process.isRunning { break }
            usleep(20_000)
        }
        throw Unexpected("the daemon does not answer: \(log)")
    }

    /// SIGKILL, as the kernel's out-of-memory killer sends it.
    func kill() { end(SIGKILL) }

    /// SIGTERM; the exit status.
    @discardableResult
    func terminate() -> Int32 { end(SIGTERM) }

    @discardableResult
    private func end(_ signal: Int32) -> Int32 {
        guard let process else { return 0 }
        Glibc.kill(process.processIdentifier, signal)
        process.waitUntilExit()
        self.process = nil
        return process.terminationStatus
    }

    /// Waits for it to end by itself; the exit status.
    func waitForExit() -> Int32 {
        guard let process else { return -1 }
        process.waitUntilExit()
        self.process = nil
        return process.terminationStatus
    }

    var pid: Int32 { process?.processIdentifier ?? 0 }

    var isRunning: Bool { process?.isRunning ?? false }

    /// A signal that does not end it.
    func send(_ signal: Int32) { Glibc.kill(pid, signal) }

    /// Resident memory now, in KiB, from the kernel.
    var residentKiB: Int? { status("VmRSS:") }

    /// The most it ever was.
    var peakKiB: Int? { status("VmHWM:") }

    private func status(_ key: String) -> Int? {
        let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix(key) }
        return line.flatMap { Int($0.split(whereSeparator: \.isWhitespace).dropFirst().first ?? "") }
    }

    /// Returns when the condition holds, and fails after two minutes without.
    func wait(until what: String, _ holds: () throws -> Bool) throws {
        for _ in 0..<6000 {
            if try holds() { return }
            usleep(20_000)
        }
        throw Unexpected("waited in vain until \(what): \(log.suffix(2000))")
    }

    /// One call on a connection of its own.
    func call(_ method: String, _ parameters: String = "{}") throws -> JSON {
        let client = try VarlinkClient(path: socket)
        return try JSON(parsing: client.call(method, Array(parameters.utf8)))
    }
}

struct Unexpected: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}
