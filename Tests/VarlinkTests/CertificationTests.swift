import Glibc
import Testing
import Varlink

@Suite("Certification with the Python package")
struct CertificationTests {
    static let python = getenv("VARLINK_PYTHON").map { String(cString: $0) }
    static let isMissing: Comment = "VARLINK_PYTHON names no python with the varlink package: NOT CERTIFIED"

    @Test("its client passes all steps against our service", .enabled(if: python != nil, isMissing))
    func certification() throws {
        try serve { address, python in
            let program = """
                import varlink
                from varlink.tests import test_certification as suite
                suite.run_client(varlink.Client.new_with_address("\(address)"))
                """
            let client = try Child(python, ["-c", program])
            let output = client.read()
            #expect(client.wait() == 0 && output.contains("Certification passed"), "\(output)")
        }
    }

    @Test("its command lists, describes and calls", .enabled(if: python != nil, isMissing))
    func command() throws {
        try serve { address, python in
            let interface = address + "/org.varlink.certification"
            let wanted = [
                (["info", address], "org.varlink.certification"),
                (["help", interface], "method Test11"),
                (["help", address + "/org.varlink.service"], "GetInterfaceDescription"),
                (["call", interface + ".Start"], "client_id"),
                (["call", interface + ".Test01", #"{"client_id":"nobody"}"#], "ClientIdError"),
            ]
            for (arguments, expected) in wanted {
                let command = try Child(python, ["-m", "varlink.cli"] + arguments)
                let output = command.read()
                #expect(command.wait() == 0 && output.contains(expected), "\(arguments): \(output)")
            }
        }
    }

    private func serve(_ body: (_ address: String, _ python: String) throws -> Void) throws {
        let directory = TestDaemon.temporaryDirectory()
        let service = try Child(Child.beside("varlink-certification"), [directory + "/socket"])
        #expect(service.read(firstLine: true) == "listening")
        try body("unix:" + directory + "/socket", try #require(CertificationTests.python))
        service.endInput()
        #expect(service.wait() == 0)
        #expect(rmdir(directory) == 0, "the socket was left behind")
    }
}
