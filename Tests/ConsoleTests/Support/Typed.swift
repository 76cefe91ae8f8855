@testable import Console
import Lifecycle
import Schema
import Testing

/// What a person typed and what came of it.
struct Typed {
    var code: ExitCode
    var output: String
    var notes: String

    /// Runs a command line; whatever needs a daemon finds none.
    init(_ words: String, width: Int? = nil, readerLeaves: Bool = false) {
        var output = "", notes = ""
        let sink = Output(
            standard: {
                output += $0
                return !readerLeaves
            }, diagnostics: { notes += $0 })
        let terminal = Terminal(width: width, environment: ["ENGAGED_SOCKET": "/nonexistent/engaged"])
        code = EngageCommand.run(words.split(separator: " ").map(String.init), sink, terminal)
        self.output = output
        self.notes = notes
    }
}

/// The message that words become, without sending it.
func message(_ verb: String, _ words: [String]) throws -> JSON {
    let type = try #require(CommandIndex.command(typedAs: verb))
    let form = MessageOptions(type)
    return try form.message(ParsedWords(words, form.options), over: .object([]))
}
