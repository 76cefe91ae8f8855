import Lifecycle
import Schema
import Testing

@Suite("The line that an event gives to trail and journal")
struct SummaryTests {
    /// Free text of every kind in an event's example, replaced by what can be found again.
    private struct Marked {
        static let label = "Erika Mustermann"
        static let digest = String(repeating: "e", count: 64)
        /// Labels that the daemon writes and nobody types: a wire name and a stream's name.
        static let ours: Set<String> = ["SeparationRefused", "SeparationExcepted"]
        var labels = 0, texts = 0

        mutating func mark(_ value: JSON, _ shape: Shape) -> JSON {
            switch shape.required {
            case .string(format: "label", _, _):
                labels += 1
                return .string(Marked.label)
            case .string(format: "text", _, lengthMax: Text.lengthMax):
                texts += 1
                return .string(Marked.digest)
            case .array(let inner): return .array(value.elements.map { mark($0, inner) })
            case .object(_, let fields):
                return .object(value.members.map { member in
                    let shape = fields.first { $0.name == member.key }?.shape
                    return JSON.Member(member.key, shape.map { mark(member.value, $0) } ?? member.value)
                })
            case .string, .integer, .boolean, .choice, .optional, .anything: return value
            }
        }
    }

    private func summary<E: Event>(of type: E.Type, _ body: [UInt8]) throws -> String { try E.decode(body).summary }

    @Test("holds nothing that people type freely, be it a title, a name or a reason")
    func free() throws {
        var marked = Marked()
        for entry in EventCatalogues.all {
            let body = marked.mark(try JSON(parsing: entry.example()), entry.shape)
            if Marked.ours.contains(String(describing: entry.payload)) { continue }
            let summary = try summary(of: entry.payload, Array(body.encoded.utf8))
            #expect(!summary.isEmpty)
            for word in Marked.label.split(separator: " ") + [Marked.digest.prefix(12)] {
                #expect(!summary.contains(word), "\(entry.kind): \(summary)")
            }
        }
        #expect(marked.labels > 40 && marked.texts > 20, "\(marked.labels) labels, \(marked.texts) texts")
    }
}
