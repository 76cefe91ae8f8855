@testable import Console
import Lifecycle
import Schema
import Testing

@Suite struct MessageOptionsTests {
    @Test("the stream's id comes first, other fields by option, words with hyphens")
    func simple() throws {
        let message = try message("gate request", ["ENG-1", "--gate", "to-contracting"])
        #expect(message.encoded == #"{"engagement":"ENG-1","gate":"to_contracting"}"#)
    }

    @Test("underscores and capitals mean the same word")
    func folding() throws {
        #expect(try message("gate request", ["ENG-1", "--gate=TO_CONTRACTING"])["gate"]?.text == "to_contracting")
    }

    @Test("a nested field goes by its dotted name and, where nothing else bears it, by its last")
    func nested() throws {
        let dotted = try message("engagement open", ["ENG-1", "--profile.title", "Help desk", "--profile.seats", "12"])
        let plain = try message("engagement open", ["ENG-1", "--title", "Help desk", "--seats", "12"])
        #expect(dotted == plain)
        #expect(plain.at(["profile", "seats"]) == .integer(12))
    }

    @Test("repeating an option makes a list")
    func lists() throws {
        let message = try message("engagement open", ["E", "--languages", "en", "--languages", "de"])
        #expect(message.at(["profile", "languages"]) == .array([.string("en"), .string("de")]))
    }

    @Test("money is typed as people write it, exactly")
    func money() throws {
        let message = try message("selection business-case", ["E", "--transition-cost", "EUR 12,345.60"])
        #expect(message.at(["figures", "transitionCost", "minorUnits"]) == .integer(1_234_560))
    }

    @Test("a nested message in a list may be pairs or JSON")
    func pairs() throws {
        let pairs = try message("selection locate", ["E", "--sites", "country=PL,offset-minutes=-60"])
        let json = try message("selection locate", ["E", "--sites", #"{"country":"PL","offsetMinutes":-60}"#])
        #expect(pairs == json)
    }

    @Test("a decimal is brought to its one spelling")
    func decimals() throws {
        let message = try message("kpi record", ["E", "--value", "95.50"])
        #expect(message["value"] == .string("95.5"))
    }

    @Test("a flag that was not given is false, and may be denied")
    func flags() throws {
        #expect(try message("provider check-reference", ["P"])["verified"] == .boolean(false))
        #expect(try message("provider check-reference", ["P", "--verified"])["verified"] == .boolean(true))
        #expect(try message("provider check-reference", ["P", "--no-verified"])["verified"] == .boolean(false))
    }

    @Test("an unknown option is a usage error that says what was probably meant")
    func unknownOption() {
        let typed = Typed("gate request ENG-1 --gat to-pilot")
        #expect(typed.code == .usage)
        #expect(typed.notes.contains("did you mean --gate?"))
    }

    @Test("an unknown word of a closed list is bad input that says what was probably meant")
    func unknownWord() {
        let typed = Typed("gate request ENG-1 --gate to-pillot")
        #expect(typed.code == .badInput)
        #expect(typed.notes.contains("did you mean to-pilot?"))
    }

    @Test("everything that is missing is named at once")
    func missing() {
        let typed = Typed("kpi record ENG-1")
        #expect(typed.code == .usage)
        for option in ["--metric", "--source", "--from", "--unit"] { #expect(typed.notes.contains(option)) }
        #expect(!typed.notes.contains("--segment"))
    }

    @Test("a value of the wrong kind is found without a daemon")
    func wrongValue() {
        let typed = Typed("gate request not*an*id --gate to-pilot")
        #expect(typed.code == .badInput)
        #expect(typed.notes.contains("--engagement"))
    }

    @Test("every command of the domain prints an example that it takes", arguments: CommandIndex.all.map(\.verb))
    func examples(_ verb: String) throws {
        let type = try #require(CommandIndex.command(typedAs: verb))
        let example = try JSON(parsing: Array(ExampleText.of(type).utf8))
        _ = try type.decode(JSONWriter.encode(example), sealing: { _ in .example })
    }

    @Test("no two commands are typed alike, and none hides another's words")
    func names() {
        let names = CommandTree().entries.map(\.name)
        #expect(Set(names).count == names.count)
        for type in CommandIndex.all { #expect(names.contains(type.verb)) }
    }
}
