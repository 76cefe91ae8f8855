import Lifecycle
import Schema
import Testing

@Suite("Every event of the catalogues")
struct EventCatalogueTests {
    static let kinds = EventCatalogues.all.map(\.kind)

    func entry(_ kind: String) throws -> CatalogueEntry {
        try #require(EventCatalogues.all.first { $0.kind == kind })
    }

    @Test("decodes what it encodes, 200 values at random", arguments: kinds)
    func roundTrip(kind: String) throws {
        var source = SplitMix64(seed: UInt64.random(in: 0...UInt64.max))
        let event = try entry(kind)
        for _ in 0..<200 {
            let (bytes, same) = try event.roundTrip(&source)
            #expect(same, "\(source) \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test("has the golden bytes it was released with", arguments: kinds)
    func golden(kind: String) throws {
        let event = try entry(kind)
        let golden = try #require(
            Repository.bytes("Tests/Golden/events/\(kind).json"), "no golden bytes: run schema-files --write")
        #expect(String(decoding: golden, as: UTF8.self) == String(decoding: event.example(), as: UTF8.self))
        #expect(try event.recoded(golden) == golden)
    }

    @Test("refuses a key it does not know", arguments: kinds)
    func unknownKey(kind: String) throws {
        let event = try entry(kind)
        let strange = Array("{\"zz-strange\":1,".utf8) + event.example().dropFirst()
        let text = strange.count > 16 && strange.last == 0x7D ? strange : Array("{\"zz-strange\":1}".utf8)
        let fault = #expect(throws: JSONFault.self) { _ = try event.recoded(text) }
        #expect(fault?.code == .unknownKey)
        #expect(fault?.path == "zz-strange")
    }

    @Test("bears a wire name of the form entity.past-kebab", arguments: kinds)
    func wireName(kind: String) {
        #expect(kind.wholeMatch(of: /[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*/) != nil)
    }

    @Test("names its fields in camelCase and its values in snake_case", arguments: kinds)
    func spelling(kind: String) throws {
        try expectSpelling(of: entry(kind).shape)
    }

    @Test("separates hands by an integer field and by event types that exist in its stream", arguments: kinds)
    func separations(kind: String) throws {
        let event = try entry(kind)
        for rule in event.separations {
            let field = try #require(event.shape.members.first { $0.name == rule.field }, "\(rule.field)")
            guard case .integer = field.shape.required else {
                Issue.record("\(rule.field) is not an integer")
                continue
            }
            for earlier in rule.of { #expect(try entry(earlier).stream == event.stream) }
        }
    }

    @Test("is the only one of its name, and says what it records in one sentence")
    func names() {
        #expect(Set(Self.kinds).count == Self.kinds.count)
        for event in EventCatalogues.all {
            #expect(event.about.hasSuffix(".") && event.about.first?.isUppercase == true, "\(event.kind)")
            #expect(event.schemaVersion >= 1)
        }
    }

    @Test("is declared in the sources and listed in a catalogue, and nothing is declared beside")
    func declared() {
        let listed = Set(EventCatalogues.all.map { String(describing: $0.payload) })
        #expect(Sources.structs(conformingTo: "Event") == listed)
    }

    @Test("that enters a phase says so in the lifecycle table")
    func enters() throws {
        let table = try JSON(parsing: try #require(Repository.bytes("Schemas/lifecycle.json")))
        let entering = try #require(table["events"]).members.filter { $0.value["enters"] != nil }.map(\.key)
        let sources = Sources.all.filter { $0.text.contains("state.enter(") }.map { $0.path }
        let types = Set(entering.compactMap { kind in
            EventCatalogues.all.first { $0.kind == kind }.map { String(describing: $0.payload) }
        })
        for path in sources {
            let name = path.split(separator: "/").last.map { String($0.dropLast(6)) } ?? path
            #expect(types.contains(name), "\(name) enters a phase unseen by the table")
        }
    }
}

/// The domain's source text.
enum Sources {
    static let all = Repository.files(below: "Sources/Lifecycle").filter { $0.hasSuffix(".swift") }
        .map { (path: $0, text: Repository.text($0) ?? "") }

    static func structs(conformingTo name: String) -> Set<String> {
        let found = all.flatMap { file in
            file.text.matches(of: /public struct (\w+): (\w+)/).filter { $0.output.2 == name }
                .map { String($0.output.1) }
        }
        return Set(found)
    }
}

extension Shape {
    var members: [FieldShape] {
        if case .object(_, let fields) = required { fields } else { [] }
    }
}

/// Checks a shape's names down to the leaves. Rule codes are the one exception: they are the domain's own.
func expectSpelling(of shape: Shape) {
    switch shape {
    case .choice(let name, let values):
        guard name != "Rule" else { return }
        for value in values { #expect(value.wholeMatch(of: /[a-z][a-z0-9]*(_[a-z0-9]+)*/) != nil, "\(name) \(value)") }
    case .array(let inner), .optional(let inner): expectSpelling(of: inner)
    case .object(_, let fields):
        #expect(Set(fields.map(\.name)).count == fields.count)
        for field in fields {
            #expect(field.name.wholeMatch(of: /[a-z][A-Za-z0-9]*/) != nil, "\(field.name)")
            #expect(!field.note.isEmpty && !field.note.hasSuffix("."), "\(field.name)")
            expectSpelling(of: field.shape)
        }
    case .string, .integer, .boolean, .anything: break
    }
}
