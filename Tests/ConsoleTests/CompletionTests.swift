@testable import Console
import Lifecycle
import Testing

@Suite struct CompletionTests {
    @Test("every shell's script knows every command and every option", arguments: ["bash", "zsh", "fish"])
    func complete(_ shell: String) throws {
        let tree = CommandTree()
        let text = try #require(CompletionScript(shell: shell, tree: tree)).text
        for entry in tree.entries {
            #expect(text.contains(entry.name))
            for option in entry.options {
                #expect(text.contains(shell == "fish" ? "-l \(option.name)" : "--\(option.name)"))
            }
        }
    }

    @Test("closed words are completed as they are typed")
    func choices() throws {
        let table = CompletionTable(CommandTree())
        let gates = try #require(table.values.first { $0.place == "gate request --gate" })
        #expect(gates.words == Gate.allCases.map(\.shown))
    }

    @Test("another shell is a usage error")
    func unknown() {
        #expect(Typed("completion csh").code == .usage)
    }

    @Test("every command has help that names its options")
    func help() {
        for entry in CommandTree().entries {
            let typed = Typed(entry.name + " --help")
            #expect(typed.code == .done)
            #expect(typed.output.contains("usage: engagectl \(entry.name)"))
            #expect(typed.output.contains("--output FORMAT"))
        }
    }
}
