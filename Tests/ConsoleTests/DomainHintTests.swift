@testable import Console
import Foundation
import Lifecycle
import Schema
import Testing

@Suite("What the domain tells people to type")
struct DomainHintTests {
    /// Stands for what is filled in at run time.
    private static let filled = "\u{1}"

    /// Why a hint cannot be typed as it stands, placeholders apart; none where it can.
    private func fault(_ hint: String) -> String? {
        let words = DomainHintTests.split(hint)
        do throws(CommandFailure) {
            let found = try CommandTree().find(words)
            let given = try ParsedWords(found.rest, found.entry.allOptions)
            guard let type = CommandIndex.command(typedAs: found.entry.name) else { return "records nothing" }
            let form = MessageOptions(type)
            guard given.positionals.count == (form.subject == nil ? 0 : 1) else { return "words: \(given.positionals)" }
            if type.type.needsReason, !given.mentions("reason") { return "--reason is left out" }
            let gate = given.last("gate") ?? ""
            if type.verb == "gate waive", !given.mentions("until"), gate != "close", !gate.contains(Self.filled) {
                return "--until is left out"
            }
            for field in form.fields where given.mentions(field.optionName) {
                for value in given.all(field.optionName) where !DomainHintTests.isPlaceholder(value) {
                    _ = try FieldValue.json(value, field.elementShape, field.optionName)
                }
            }
            guard !given.mentions("file") else { return nil }
            let left = form.fields.filter { isLeftOut($0, form, given) }.map(\.optionName)
            return left.isEmpty ? nil : "left out: \(left)"
        } catch {
            return error.message
        }
    }

    private func isLeftOut(_ field: MessageField, _ form: MessageOptions, _ given: ParsedWords) -> Bool {
        guard !field.mayBeAbsent, field.shape != .boolean, field.path != form.subject?.path else { return false }
        let wholes = field.path.indices.map { field.path[...$0].map(MessageField.hyphenated).joined(separator: ".") }
        return !wholes.contains(where: given.mentions) && !given.mentions(field.leafName)
    }

    private static func isPlaceholder(_ value: String) -> Bool {
        value.contains("…") || value.contains(filled) || value.allSatisfy { $0.isUppercase }
    }

    /// Words as a shell takes them, as far as hints quote.
    private static func split(_ line: String) -> [String] {
        var words: [String] = [], word = "", isQuoted = false
        for character in line {
            if character == "\"" { isQuoted.toggle() } else if character == " ", !isQuoted {
                words.append(word)
                word = ""
            } else { word.append(character) }
        }
        return (words + [word]).filter { !$0.isEmpty }
    }

    /// An engagement that was only opened.
    private func opened() throws -> Engagement {
        var engagement = Engagement.initial(.engagement(.example))
        let fact = Fact(
            position: 7, version: 1, recorded: .min, effective: .min,
            actor: Author(uid: 1, person: .example, roles: []))
        try engagement.fold(EngagementOpened.example, fact)
        return engagement
    }

    private var context: Context {
        var governance = Governance.initial(.governance)
        governance.policy = .standard
        let day = CivilDate("2026-02-01") ?? .min
        return Context(
            now: .min, effective: day, today: day, person: .example, uid: 1000, roles: [.manager, .approver],
            reason: .example, governance: governance, provider: { _ in nil }, isKnownZone: { _ in true })
    }

    /// What a refusal says is missing.
    private func missing(_ command: some Command<Engagement>, _ state: Engagement) -> [Missing] {
        do throws(Refusal) {
            _ = try command.decide(state, context)
            return []
        } catch {
            return error.missing
        }
    }

    @Test("can be typed, where a waiver is refused for want of a request or of the one criterion meant",
          arguments: Gate.allCases)
    func waivers(gate: Gate) throws {
        let engagement = try opened()
        var request = RequestWaiver.example, approve = ApproveWaiver.example
        (request.gate, request.criterion) = (gate, nil)
        (approve.gate, approve.criterion) = (gate, nil)
        #expect(missing(approve, engagement).count == 1)
        for rule in Set(engagement.readiness(gate, context.surroundings).missing.map(\.rule)) {
            (request.rule, approve.rule) = (rule, rule)
            for missing in missing(request, engagement) + missing(approve, engagement) {
                let command = try #require(missing.command)
                #expect(fault(command) == nil, "\(gate): engagectl \(command)")
            }
        }
    }

    @Test("can be typed, for all that each gate misses of an engagement that was only opened", arguments: Gate.allCases)
    func gates(gate: Gate) throws {
        let engagement = try opened()
        let readiness = engagement.readiness(gate, context.surroundings)
        let forward = [Gate.toContracting, .toTransition, .toPilot, .toSteadyState, .toExit]
        #expect(!forward.contains(gate) || !readiness.missing.isEmpty)
        for missing in readiness.missing {
            let command = try #require(missing.command, "\(gate): \(missing.what)")
            #expect(fault(command) == nil, "\(gate): engagectl \(command)")
        }
    }

    @Test("can be typed wherever it stands in the domain's sources")
    func sources() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources/Lifecycle")
        let found = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        let verbs = Set(CommandIndex.all.map(\.verb))
        var count = 0
        for case let file as URL in found where file.pathExtension == "swift" {
            var source = SourceTexts(try String(contentsOf: file, encoding: .utf8), filled: DomainHintTests.filled)
            while let text = source.next() {
                let words = text.split(separator: " ")
                guard words.count > 2, words[2].contains(DomainHintTests.filled),
                    verbs.contains(words.prefix(2).joined(separator: " ")) else { continue }
                count += 1
                let fault = fault(text)
                #expect(fault == nil, "\(file.lastPathComponent): engagectl \(text)")
            }
        }
        #expect(count > 60, "\(count) hints were found")
    }

    @Test("is seen where it cannot be typed")
    func faults() {
        #expect(fault("gate waive E --gate to-pilot --rule PIL-2 --until …")?.contains("reason") == true)
        #expect(fault("gate waive E --gate to-pilot --rule PIL-2 --reason …")?.contains("until") == true)
        #expect(fault("gate request E")?.contains("gate") == true)
        #expect(fault("gate request E --gate to-moon")?.contains("to-moon") == true)
        #expect(fault("gate request E --gate to-pilot --quickly") != nil)
        #expect(fault("--criterion title") != nil)
        #expect(fault("gate request E --gate …") == nil)
    }
}

/// The string literals of a Swift source, those joined by `+` as one, interpolations as one mark.
private struct SourceTexts {
    private var rest: Substring
    private let filled: String

    init(_ text: String, filled: String) {
        rest = text[...]
        self.filled = filled
    }

    mutating func next() -> String? {
        guard let quote = rest.firstIndex(of: "\"") else { return nil }
        rest = rest[rest.index(after: quote)...]
        var text = literal()
        while let more = rest.prefixMatch(of: /\s*\+\s*"/) {
            rest = rest[more.range.upperBound...]
            text += literal()
        }
        return text
    }

    /// What stands before the closing quote.
    private mutating func literal() -> String {
        var text = ""
        while let character = rest.popFirst(), character != "\"" {
            guard character == "\\" else {
                text.append(character)
                continue
            }
            let escaped = rest.popFirst()
            if escaped == "(" { skipInterpolation() }
            text += escaped == "(" ? filled : escaped.map { String($0) } ?? ""
        }
        return text
    }

    private mutating func skipInterpolation() {
        var depth = 1
        while depth > 0, let character = rest.popFirst() {
            switch character {
            case "(": depth += 1
            case ")": depth -= 1
            case "\"": _ = literal()
            default: break
            }
        }
    }
}
