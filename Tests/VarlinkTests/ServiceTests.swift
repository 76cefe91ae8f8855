import Schema
import Testing
import Varlink

@Suite("Service")
struct ServiceTests {
    @Test("a call is answered with what the service gave")
    func echo() async throws {
        try await TestDaemon.serve { daemon in
            let reply = try daemon.connect().call("org.test.echo.Echo", bytes(#"{"text":"Zürich"}"#))
            #expect(text(reply) == #"{"text":"Zürich"}"#)
        }
    }

    @Test("GetInfo names the service and all interfaces")
    func information() async throws {
        try await TestDaemon.serve { daemon in
            let info = try JSON(parsing: daemon.connect().call("org.varlink.service.GetInfo"))
            #expect(info["product"]?.text == "Echo")
            let names = info["interfaces"]?.elements.compactMap(\.text)
            #expect(names == ["org.varlink.service", "org.test.echo", "org.test.other"])
        }
    }

    @Test("definitions are served as they were given")
    func definitions() async throws {
        try await TestDaemon.serve { daemon in
            let reply = try daemon.connect().call(
                "org.varlink.service.GetInterfaceDescription", bytes(#"{"interface":"org.test.echo"}"#))
            #expect(try JSON(parsing: reply)["description"]?.text == TestService.definition)
        }
    }

    @Test("methods are found in a definition, not in its comments or types")
    func methods() {
        let description = InterfaceDescription(TestService.definition)
        #expect(description.name == "org.test.echo")
        #expect(description.methods
            == ["Echo", "Decode", "Keep", "Count", "Follow", "Large", "WhoAmI", "Missing"])
    }

    @Test("errors bear the names and parameters of org.varlink.service", arguments: [
        ("org.test.absent.Echo", "{}", "InterfaceNotFound", #"{"interface":"org.test.absent"}"#),
        ("org.test.echo.Absent", "{}", "MethodNotFound", #"{"method":"org.test.echo.Absent"}"#),
        ("org.test.echo.Missing", "{}", "MethodNotImplemented", #"{"method":"org.test.echo.Missing"}"#),
        ("org.test.echo.Decode", #"{"n":"one"}"#, "InvalidParameter", #"{"parameter":"n"}"#),
        ("org.test.echo.Decode", #"{"n":1,"m":2}"#, "InvalidParameter", #"{"parameter":"m"}"#),
        ("org.test.echo.Decode", #"{"n":[}]}"#, "InvalidParameter", #"{"parameter":"parameters"}"#),
        ("org.test.echo.Count", #"{"n":1}"#, "ExpectedMore", "{}"),
        ("org.varlink.service.GetInfo", #"{"x":1}"#, "InvalidParameter", #"{"parameter":"x"}"#),
        ("org.varlink.service.GetInterfaceDescription", #"{"interface":"a.b"}"#, "InterfaceNotFound",
         #"{"interface":"a.b"}"#),
        ("nodots", "{}", "InvalidParameter", #"{"parameter":"method"}"#),
    ])
    func standardErrors(method: String, parameters: String, error: String, carried: String) async throws {
        try await TestDaemon.serve { daemon in
            let client = try daemon.connect()
            let expected = VarlinkFailure("org.varlink.service." + error, parameters: bytes(carried))
            #expect(throws: VarlinkClientError.remote(expected)) {
                try client.call(method, bytes(parameters))
            }
        }
    }

    @Test("who may not see an interface gets neither list, definition nor call, and the service hears of it")
    func hidden() async throws {
        try await TestDaemon.serve(TestService(hiding: ["org.test.echo"])) { daemon in
            let client = try daemon.connect()
            let info = try JSON(parsing: client.call("org.varlink.service.GetInfo"))
            #expect(info["interfaces"]?.elements.count == 2)
            #expect(throws: VarlinkClientError.remote(.permissionDenied)) {
                try client.call("org.varlink.service.GetInterfaceDescription", bytes(#"{"interface":"org.test.echo"}"#))
            }
            #expect(throws: VarlinkClientError.remote(.permissionDenied)) { try client.call("org.test.echo.Echo") }
            #expect(daemon.service.deniedNames == ["org.test.echo.Echo"])
            #expect(daemon.service.callNames.isEmpty)
        }
    }

    @Test("a oneway call has its effect and no reply, not even an error")
    func oneway() async throws {
        try await TestDaemon.serve { daemon in
            let client = try daemon.connect()
            try client.callOneway("org.test.echo.Echo")
            try client.callOneway("org.test.echo.Missing")
            try client.callOneway("org.test.absent.Echo")
            #expect(text(try client.call("org.test.echo.Decode", bytes(#"{"n":7}"#))) == #"{"n":7}"#)
            #expect(daemon.service.callNames == ["Echo", "Missing", "Decode"])
        }
    }
}
