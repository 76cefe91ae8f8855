@testable import Lifecycle
import Schema
import Testing

@Suite("Erased texts")
struct TextErasedTests {
    private let text = TextErased(digest: .example, ground: .retentionEnded, reason: .example)

    @Test("governance remembers what was erased, and a second erasure is no legal history")
    func once() throws {
        var state = Governance()
        let fact = Fact(
            position: 7, version: 3, recorded: .min, effective: .min, actor: Author(uid: 1000, person: nil, roles: []))
        try text.apply(to: &state, fact)
        #expect(state.erased == [.example])
        #expect(throws: IllegalEvent.self) { try text.apply(to: &state, fact) }
    }

    @Test("the line for the trail says by what ground and not what was said")
    func summary() {
        #expect(text.summary.hasSuffix("erased: retention_ended"))
        #expect(text.summary.contains(Digest.example.description.prefix(12)))
    }
}
