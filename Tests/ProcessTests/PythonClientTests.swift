import Foundation
import Glibc
import Schema
import Testing

/// The PyPI package `varlink` as a client that we did not write.
@Suite("The Python client", .serialized)
struct PythonClientTests {
    static let python = ProcessInfo.processInfo.environment["VARLINK_PYTHON"]
    static let isMissing: Comment = "VARLINK_PYTHON names no python with the varlink package: NOT TESTED"

    private func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        try run(program: ["-m", "varlink.cli"] + arguments)
    }

    private func run(program arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(PythonClientTests.python))
        process.arguments = arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    @Test("its command lists and describes every interface that the daemon serves",
          .enabled(if: python != nil, isMissing))
    func lists() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let address = "unix:" + daemon.socket
        let info = try run(["info", address])
        #expect(info.status == 0, "\(info.output)")
        let served = try daemon.call("org.varlink.service.GetInfo")["interfaces"]?.elements.compactMap(\.text) ?? []
        #expect(served.count > 10)
        #expect(served.contains("org.engaged.Gates") && served.contains("org.engaged.Ledger"))
        for interface in served {
            #expect(info.output.contains(interface), "\(info.output)")
            let help = try run(["help", address + "/" + interface])
            #expect(help.status == 0 && help.output.contains("interface \(interface)"), "\(help.output)")
            #expect(help.output.contains("method "))
        }
    }

    @Test("its command calls: a command, a question, and an error with its parameters",
          .enabled(if: python != nil, isMissing))
    func calls() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let address = "unix:" + daemon.socket + "/"
        let added = try run(["call", address + "org.engaged.Governance.AddPerson", #"{"handle":"p-1"}"#])
        #expect(added.status == 0 && added.output.contains("person.added"), "\(added.output)")
        let head = try run(["call", address + "org.engaged.Ledger.Head"])
        #expect(head.status == 0 && head.output.contains(#""size": 4"#), "\(head.output)")
        let again = try run(["call", address + "org.engaged.Governance.AddPerson", #"{"handle":"p-1"}"#])
        #expect(again.output.contains("org.engaged.Governance."), "\(again.output)")
    }

    @Test("its streaming calls get history and the mark", .enabled(if: python != nil, isMissing))
    func streams() throws {
        let daemon = try DaemonProcess()
        try daemon.start()
        let program = """
            import varlink
            client = varlink.Client.new_with_address("unix:\(daemon.socket)")
            with client.open("org.engaged.Ledger") as ledger:
                for reply in ledger.Subscribe(_more=True):
                    print("mark" if reply.get("caughtUp") else reply["event"]["type"], flush=True)
                    if reply.get("caughtUp"):
                        break
            """
        let run = try run(program: ["-c", program])
        #expect(run.output.hasPrefix("ledger.created\npolicy.adopted\ncheckpoint-key.adopted\nmark\n"), "\(run.output)")
    }
}
