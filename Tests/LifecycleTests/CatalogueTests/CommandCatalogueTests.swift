@testable import Lifecycle
import Schema
import Testing

@Suite("Every command of the catalogues")
struct CommandCatalogueTests {
    static let methods = CommandIndex.all.map(\.qualified)

    func command(_ method: String) throws -> CommandType { try #require(CommandIndex.command(calledBy: method)) }

    @Test("decodes what it encodes, 200 values at random", arguments: methods)
    func roundTrip(method: String) throws {
        var source = SplitMix64(seed: UInt64.random(in: 0...UInt64.max))
        let type = try command(method).type
        for _ in 0..<200 {
            let (bytes, same) = try type.roundTrip(&source)
            #expect(same, "\(source) \(String(decoding: bytes, as: UTF8.self))")
        }
    }

    @Test("has the golden bytes it was released with", arguments: methods)
    func golden(method: String) throws {
        let golden = try #require(
            Repository.bytes("Tests/Golden/commands/\(method).json"), "no golden bytes: run schema-files --write")
        #expect(try String(decoding: golden, as: UTF8.self)
            == String(decoding: command(method).type.exampleBytes, as: UTF8.self))
    }

    @Test("shares a flat object with the envelope, each half strict", arguments: methods)
    func envelope(method: String) throws {
        let type = try command(method)
        let own = type.type.exampleBytes
        let rest = #""commandId":"01936f0e-7c1e-7a63-9c7e-1d0d6a3fb5f1","expectedVersion":3,"dryRun":true}"#
        let comma = own.count > 2 ? "," : ""
        let flat = own.dropLast() + Array((comma + rest).utf8)
        let (decoded, envelope) = try type.decode(Array(flat), sealing: { _ in Digest.example })
        let again = JSONWriter.encode(decoded)
        #expect(again == own)
        #expect(envelope.expectedVersion == 3 && envelope.dryRun == true && envelope.commandId != nil)
        #expect(envelope.reason == nil && envelope.effective == nil)
        for bad in [#","dryRun":true}"#, #","strange":true}"#] {
            let text = flat.dropLast() + Array(bad.utf8)
            #expect(throws: JSONFault.self) { _ = try type.decode(Array(text), sealing: nil) }
        }
    }

    @Test("has no field of the envelope's names", arguments: methods)
    func names(method: String) throws {
        let fields = try Set(command(method).type.shape.members.map(\.name))
        #expect(fields.isDisjoint(with: CommandEnvelope.shape.members.map(\.name)))
        try expectSpelling(of: command(method).parameters)
    }

    @Test("is typed by a verb of its own, of small words and hyphens")
    func verbs() {
        let verbs = CommandIndex.all.map(\.verb)
        #expect(Set(verbs).count == verbs.count)
        #expect(Set(Self.methods).count == Self.methods.count)
        for verb in verbs { #expect(verb.wholeMatch(of: /[a-z]+(-[a-z]+)*( [a-z]+(-[a-z]+)*)+/) != nil, "\(verb)") }
        for command in CommandIndex.all {
            #expect(command.method.wholeMatch(of: /([A-Z][a-z0-9]*)+/) != nil, "\(command.method)")
            #expect(command.about.hasSuffix(".") && !command.roles.isEmpty, "\(command.method)")
        }
    }

    @Test("is declared in the sources and listed in a catalogue, and nothing is declared beside")
    func declared() {
        let listed = Set(CommandIndex.all.map { String(describing: $0.type) })
        #expect(Sources.structs(conformingTo: "Command") == listed)
    }

    @Test(
        "uses in its interface one shape for one type name, and no name twice",
        arguments: CommandIndex.interfaces.map(\.name))
    func typeNames(interface: String) throws {
        let found = try #require(CommandIndex.interfaces.first { $0.name == interface }).varlink
        var shapes: [String: Shape] = [:]
        for method in found.methods {
            for field in method.parameters.members + method.reply.members { collect(field.shape, &shapes) }
        }
        for error in found.errors { error.parameters.members.forEach { collect($0.shape, &shapes) } }
        let others = found.methods.map(\.name) + found.errors.map(\.name)
        #expect(Set(others).isDisjoint(with: shapes.keys))
        #expect(Set(others).count == others.count)
    }

    private func collect(_ shape: Shape, _ shapes: inout [String: Shape]) {
        switch shape {
        case .choice(let name, _):
            #expect(shapes[name] ?? shape == shape, "two types are called \(name)")
            shapes[name] = shape
        case .object(let name, let fields):
            #expect(shapes[name] ?? shape == shape, "two types are called \(name)")
            shapes[name] = shape
            for field in fields { collect(field.shape, &shapes) }
        case .array(let inner), .optional(let inner): collect(inner, &shapes)
        case .string, .integer, .boolean, .anything: break
        }
    }
}
