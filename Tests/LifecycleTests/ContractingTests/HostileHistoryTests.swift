@testable import Lifecycle
import Schema
import Testing

@Suite("Hostile histories of contracting and providers")
struct HostileHistoryTests {
    let fact = Fact(
        position: 7, version: 1, recorded: .min, effective: .example,
        actor: Author(uid: 1000, person: Scenario.mia, roles: [.manager]))

    /// Folds a random event of the type, from bytes; a refusal must be typed.
    func fold<S: StreamState, E: Event>(_ type: E.Type, _ state: inout S, _ source: inout SplitMix64) throws {
        let event = E.random(using: &source)
        let body = JSONWriter.encode(event)
        #expect(try E.decode(body) == event, "\(E.kind) changes on its way")
        var fact = fact
        fact.version = state.version + 1
        do {
            try body.withUnsafeBufferPointer { (bytes) throws(IllegalEvent) in
                try state.fold(kind: E.kind, schema: 1, body: bytes, fact)
            }
        } catch {
            #expect(!error.reason.isEmpty)
        }
    }

    @Test("random events of contracting fold or are refused, never trap", arguments: [UInt64.random(in: 0 ... .max)])
    func contracting(_ seed: UInt64) throws {
        print("seed \(seed)")
        var source = SplitMix64(seed: seed)
        var state = Engagement.initial(.engagement(.example))
        state.profile = .example
        state.phase = .steadyState
        for _ in 0..<20 {
            for entry in ContractingEvent.allCases { try fold(entry.payload, &state, &source) }
        }
        let around = Surroundings(date: .example, governance: Governance(), provider: { Provider(id: $0) })
        #expect(state.readiness(.toTransition, around).criteria.count == 6)
        #expect(try Engagement.decode(JSONWriter.encode(state)) == state)
    }

    @Test("random events of a provider fold or are refused, never trap", arguments: [UInt64.random(in: 0 ... .max)])
    func providers(_ seed: UInt64) throws {
        print("seed \(seed)")
        var source = SplitMix64(seed: seed)
        var state = Provider.initial(.provider(.example))
        for _ in 0..<50 {
            for entry in ProviderEvent.allCases { try fold(entry.payload, &state, &source) }
        }
        #expect(state.profile != nil)
        #expect(try Provider.decode(JSONWriter.encode(state)) == state)
    }
}
