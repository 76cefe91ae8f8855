@testable import Lifecycle
import Schema
import Testing

@Suite("One engagement from selection to closed")
struct JourneyTests {
    @Test("passes every phase in order, each gate ready only when all of it is there")
    func phases() throws {
        let journey = try Journey.played()
        let engagement = journey.scenario.engagement
        #expect(engagement.entries.map(\.phase)
            == [.selection, .contracting, .transition, .pilot, .steadyState, .exit, .closed])
        #expect(engagement.obligations.open == [] && engagement.openGrants == [] && engagement.openCredits == [])
        let statuses = engagement.delivery.closings.compactMap(\.levels.first?.status)
        #expect(statuses == [.met, .met, .failed, .failed, .met, .met])
    }

    @Test("books a breach's credit to the cent: due is settled and written off")
    func credits() throws {
        let credits = try Journey.played().scenario.engagement.delivery.credits
        #expect(credits.map(\.due.minorUnits) == [60_000, 60_000])
        #expect(credits.allSatisfy { $0.balance.signum == 0 })
    }

    @Test("is replayed from its stored bytes, every prefix, to the states that were lived")
    func replay() throws {
        let live = try Journey.played().scenario
        var replayed = Scenario()
        replayed.governance = live.governance
        for entry in live.log {
            try replayed.store(entry)
            let bytes = JSONWriter.encode(replayed.engagement)
            #expect(try Engagement.decode(bytes) == replayed.engagement, "snapshot behind \(entry.kind)")
        }
        #expect(replayed.engagement == live.engagement)
        #expect(replayed.providers == live.providers)
    }

    @Test("meets the event types of the catalogue; those that it does not meet are listed")
    func coverage() throws {
        let met = Set(try Journey.played().scenario.log.map(\.kind))
        let unmet = EventCatalogues.all.filter { $0.stream == "engagement" && !met.contains($0.kind) }.map(\.kind)
        print("not met on the journey (\(unmet.count)): \(unmet.joined(separator: ", "))")
        let decisive = EventCatalogues.all.filter { $0.entersPhase != nil || $0.kind.hasSuffix(".signed") }
        let others = ["exit.declared", "engagement.abandoned", "amendment.signed"]
        #expect(Set(decisive.map(\.kind)).subtracting(met).isSubset(of: others))
    }

    @Test("KPI-3: an amendment that reaches back into a closed period restates it and its credit in one append")
    func retroactive() throws {
        var journey = try Journey.delivered()
        #expect(journey.scenario.engagement.openCredits == ["credit/1"])
        var milder = Journey.level
        milder.minimum = "92".asDecimal
        var to = ContractTerms()
        to.serviceLevels = [milder]
        try journey.mia(DraftAmendment(
            engagement: .example, contract: Journey.longTerm, amendment: "A-1".asCode, what: "Milder since October",
            to: to, effectiveOn: "2026-10-01".asDay, rationale: .example))
        let events = try journey.max(
            SignAmendment(engagement: .example, contract: Journey.longTerm, amendment: "A-1".asCode))
        #expect(events == ["amendment.signed", "period.restated", "credit.adjusted"])
        #expect(journey.scenario.engagement.openCredits == [])
        let statuses = journey.scenario.engagement.delivery.closings.compactMap(\.levels.first?.status)
        #expect(statuses == [.met, .met, .tolerated, .tolerated, .met, .met])
    }

    @Test("names for what is missing a command that exists, with every field that it demands")
    func hints() throws {
        let hints = try Journey.played().hints
        #expect(hints.count > 20)
        for hint in hints {
            let typed = try #require(hint.command, "\(hint.what)")
            let words = typed.split(separator: " ").map(String.init)
            let command = try #require(
                CommandIndex.command(typedAs: words.prefix(2).joined(separator: " ")), "\(typed)")
            let demanded = command.type.shape.members.dropFirst().filter { !$0.shape.mayBeAbsent }
            guard !words.contains("-f") else { continue }
            for field in demanded where field.shape != .boolean {
                #expect(words.contains("--" + field.name.kebab), "\(typed) lacks \(field.name)")
            }
            #expect(!command.type.needsReason || words.contains("--reason"), "\(typed)")
        }
    }
}

extension Scenario {
    /// Folds one stored event, as replay does.
    mutating func store(_ entry: (stream: StreamID, kind: String, body: [UInt8], fact: Fact)) throws {
        func fold<S: StreamState>(_ state: inout S) throws {
            try entry.body.withUnsafeBufferPointer { (body) throws(IllegalEvent) in
                try state.fold(kind: entry.kind, schema: 1, body: body, entry.fact)
            }
        }
        switch entry.stream {
        case .engagement: try fold(&engagement)
        case .governance: try fold(&governance)
        case .provider(let id):
            var provider = providers[id] ?? .initial(entry.stream)
            try fold(&provider)
            providers[id] = provider
        }
    }
}

extension String {
    /// `expectedVolume` as a flag: `expected-volume`.
    fileprivate var kebab: String {
        reduce(into: "") { text, letter in
            if letter.isUppercase { text += "-" }
            text += letter.lowercased()
        }
    }
}
