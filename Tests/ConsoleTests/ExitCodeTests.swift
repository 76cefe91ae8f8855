@testable import Console
import Schema
import Testing
import Varlink

@Suite struct ExitCodeTests {
    @Test("a typed error has its exit code", arguments: [
        ("org.engaged.Gates.Refused", ExitCode.refused), ("org.engaged.Gates.VersionConflict", .error),
        ("org.engaged.Gates.NotPermitted", .notPermitted), ("org.varlink.service.PermissionDenied", .notPermitted),
        ("org.engaged.Gates.NotFound", .error), ("org.engaged.Gates.CommandIdReused", .error),
        ("org.engaged.Gates.BadInput", .badInput), ("org.engaged.Gates.Busy", .busy),
        ("org.engaged.Gates.Unavailable", .busy), ("com.example.Unheard", .error),
    ])
    func mapping(_ name: String, _ code: ExitCode) {
        #expect(CommandFailure(VarlinkFailure(name), from: "gate request").code == code)
    }

    @Test("a refusal names the rule, all that is missing, and the next command")
    func refusal() {
        let parameters = #"""
            {"rule":"GATE-3","message":"2 criteria are unmet.","missing":[
            {"rule":"SEL-2","what":"a verdict","command":"selection decide ENG-1"},
            {"rule":"SEL-7","what":"a business case"}]}
            """#
        let failure = CommandFailure(
            VarlinkFailure("org.engaged.Gates.Refused", parameters: Array(parameters.utf8)), from: "gate approve")
        Golden.expect(failure.message + "\n", "refusal.txt")
    }

    @Test("a word that is no UTF-8 is refused before anything is done with it")
    func noUTF8() {
        var notes = ""
        let sink = Output(standard: { _ in true }, diagnostics: { notes += $0 })
        let terminal = Terminal(width: nil, environment: [:])
        let words = ["help", "exit-codes"].map { Array($0.utf8) }
        #expect(EngageCommand.run(bytes: words, sink, terminal) == .done && notes.isEmpty)
        let name: [UInt8] = [0x6B, 0xFF, 0xC3]
        #expect(EngageCommand.run(bytes: [words[0], name], sink, terminal) == .usage)
        #expect(notes.contains("word 2 is no UTF-8"), "\(notes)")
    }

    @Test("help exit-codes lists every code")
    func list() {
        let typed = Typed("help exit-codes")
        #expect(typed.code == .done)
        Golden.expect(typed.output, "exit-codes.txt")
    }

    @Test("no daemon is 69 and says where it was looked for")
    func noDaemon() {
        let typed = Typed("whoami")
        #expect(typed.code == .noDaemon)
        #expect(typed.notes.contains("/nonexistent/engaged"))
    }

    @Test("an unknown command is 64 and says what was probably meant")
    func unknownCommand() {
        let typed = Typed("engagement shaw ENG-1")
        #expect(typed.code == .usage)
        #expect(typed.notes.contains("engagement show"))
    }

    @Test("--help behind the words that begin several commands lists them")
    func helpOfGroup() {
        let typed = Typed("engagement --help")
        #expect(typed.code == .done)
        #expect(typed.output.contains("engagectl engagement show"))
        #expect(!typed.output.contains("contract"))
        #expect(Typed("engagement -h").output == typed.output)
        #expect(Typed("nothing --help").code == .usage)
    }

    @Test("a list of nothing is not asked for")
    func noLimit() {
        let typed = Typed("engagement list --limit 0")
        #expect(typed.code == .usage)
        #expect(typed.notes.contains("--limit takes a number from 1"))
    }

    @Test("a reader that leaves early is no error")
    func closedPipe() {
        #expect(Typed("help", readerLeaves: true).code == .done)
    }

    @Test("the socket is the option's, then the environment's, then the packaged one")
    func socket() {
        #expect(Session.path("/a", ["ENGAGED_SOCKET": "/b"]) == "/a")
        #expect(Session.path(nil, ["ENGAGED_SOCKET": "/b"]) == "/b")
        #expect(Session.path(nil, ["ENGAGED_SOCKET": ""]) == "/run/engaged-socket/varlink")
    }
}
