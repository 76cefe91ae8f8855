@testable import Application
import Lifecycle
import Testing

@Suite("What the journal says of outcomes")
struct OutcomeEntryTests {
    private func entry(_ outcome: CommandOutcome) -> Journal.Entry? {
        Journal.Entry(outcome, of: "org.engaged.Gates.Approve", uid: 1001)
    }

    private func field(_ name: String, _ entry: Journal.Entry?) -> String? {
        entry?.fields.first { $0.name == name }?.value
    }

    @Test("a refusal is one entry at info with the rule's code")
    func refusal() {
        let one = entry(.refused(Refusal(.sep2, "The approver asked for it.")))
        #expect(one?.level == .info)
        #expect(field("ENGAGED_RULE", one) == "SEP-2")
        #expect(field("ENGAGED_ACTOR_UID", one) == "1001")
        #expect(field("ENGAGED_METHOD", one) == "org.engaged.Gates.Approve")
    }

    @Test("a denial is a warning, with the rule where one stands against it")
    func denial() {
        let byRole = entry(.notPermitted("needs a role"))
        #expect(byRole?.level == .warning)
        #expect(field("ENGAGED_RULE", byRole) == nil)
        #expect(field("ENGAGED_RULE", entry(.notPermitted("root", rule: .sep1))) == "SEP-1")
    }

    @Test("what neither a role nor a rule stood against is no entry")
    func others() {
        #expect(entry(.busy) == nil)
        #expect(entry(.notFound("ENG-1")) == nil)
    }
}
