@testable import Lifecycle
import Schema
import Testing

@Suite("Transition, pilot and exit on the wire")
struct RoundTripTests {
    @Test("every event and command comes back from its bytes as it was", arguments: 1...20)
    func roundTrip(_ seed: UInt64) throws {
        for entry in TransitionEvent.allCases { try check(entry.payload, seed) }
        for entry in PilotEvent.allCases { try check(entry.payload, seed) }
        for entry in ExitEvent.allCases { try check(entry.payload, seed) }
        for entry in TransitionCommand.allCases { try check(entry.command, seed) }
        for entry in PilotCommand.allCases { try check(entry.command, seed) }
        for entry in ExitCommand.allCases { try check(entry.command, seed) }
    }

    @Test("only a declared exit enters a phase by itself")
    func entersPhase() {
        let entering = Engagement.eventIndex.types.filter { $0.payload.entersPhase == .exit }
        #expect(entering.map(\.kind) == ["exit.declared"])
    }

    private func check<E: Event>(_ type: E.Type, _ seed: UInt64) throws { try same(type, seed) }
    private func check<C: Command>(_ type: C.Type, _ seed: UInt64) throws { try same(type, seed) }

    private func same<M: Message & Equatable>(_ type: M.Type, _ seed: UInt64) throws {
        var source = SplitMix64(seed: seed)
        let value = M.random(using: &source)
        #expect(try M.decode(JSONWriter.encode(value)) == value, "\(M.typeName), seed \(seed)")
    }
}
