@testable import Lifecycle
import Schema
import Testing

@Suite("What belongs to every phase")
struct EngagementTests {
    func correction(title: Label? = nil, function: BusinessFunction? = nil) -> CorrectEngagement {
        CorrectEngagement(engagement: .example, changes: ProfileCorrection(
            title: title, function: function, functionNote: nil, model: nil, client: nil, country: nil, industry: nil,
            languages: [], expectedVolume: nil, seats: nil, zone: nil, objectives: []))
    }

    @Test("a correction changes the given fields only; what changes nothing is nothing")
    func corrected() throws {
        var scenario = try Scenario.inSelection()
        var expected = try #require(scenario.engagement.profile)
        #expect(try scenario.when(correction(title: "Put right"), reason: .example) == ["engagement.corrected"])
        expected.title = "Put right"
        #expect(scenario.engagement.profile == expected)
        #expect(try scenario.when(correction(title: "Put right"), reason: .example) == [])
        #expect(try scenario.when(correction(), reason: .example) == [])
    }

    @Test("a correction needs a reason, and function other a note")
    func correctionRefused() throws {
        var scenario = try Scenario.inSelection()
        #expect(throws: Refusal.self) { try scenario.when(correction(title: "Put right")) }
        scenario.engagement.profile?.functionNote = nil
        #expect(try scenario.refusal(correction(function: .other), reason: .example).rule == .form)
    }

    @Test("LIFE-3: an abandoned engagement takes notes only, and resumes by gate of two persons")
    func abandoned() throws {
        var scenario = try Scenario.inSelection()
        try scenario.when(AssessCriticality(
            engagement: .example, criticality: .critical, recoveryTimeMinutes: nil, recoveryPointMinutes: nil,
            impact: .high), reason: .example)
        try scenario.when(RequestGate(engagement: .example, gate: .toContracting))
        try scenario.when(AbandonEngagement(engagement: .example), reason: .example)
        #expect(scenario.engagement.phase == .abandoned)
        #expect(scenario.engagement.gates.requests == [] && scenario.engagement.obligations.open == [])
        let refusal = try scenario.refusal(DecideFit(engagement: .example))
        #expect(refusal.rule == .life3 && refusal.missing.count == 1)
        try scenario.when(AddNote(engagement: .example, note: .example))
        try scenario.when(RequestGate(engagement: .example, gate: .resume), reason: .example)
        try scenario.when(ApproveGate(engagement: .example, gate: .resume), by: Scenario.max)
        #expect(scenario.engagement.phase == .selection && scenario.engagement.entry?.number == 2)
    }

    @Test("LIFE-2: a verdict of an earlier entry does not carry over, documents do")
    func resumed() throws {
        var scenario = try Scenario.inSelection()
        try scenario.answer(try .named("a"))
        try scenario.when(DecideFit(engagement: .example))
        try scenario.fillSelection()
        try scenario.when(AbandonEngagement(engagement: .example), reason: .example)
        try scenario.when(RequestGate(engagement: .example, gate: .resume), reason: .example)
        try scenario.when(ApproveGate(engagement: .example, gate: .resume), by: Scenario.max)
        #expect(scenario.unmet == [.sel2, .sel3])
        try scenario.when(DecideFit(engagement: .example))
        #expect(scenario.unmet == [])
    }

    @Test("LIFE-3: abandoning needs a reason, and is for selection and contracting", arguments: [
        Phase.transition, .pilot, .steadyState, .exit, .closed, .abandoned,
    ])
    func abandonRefused(phase: Phase) throws {
        var scenario = try Scenario.inSelection()
        #expect(throws: Refusal.self) { try scenario.when(AbandonEngagement(engagement: .example)) }
        scenario.engagement.phase = phase
        _ = try scenario.refusal(AbandonEngagement(engagement: .example), reason: .example)
    }

    @Test("EXI-3: closed, it takes notes, evidence and corrections, and nothing else of ours")
    func closed() throws {
        var scenario = try Scenario.inSelection()
        scenario.engagement.phase = .closed
        try scenario.when(AddNote(engagement: .example, note: .example))
        try scenario.when(RecordEvidence(engagement: .example, evidence: .example, note: nil))
        try scenario.when(correction(title: "Put right"), reason: .example)
        let refusal = try scenario.refusal(
            HandOverEngagement(engagement: .example, owner: Scenario.max, deputy: nil))
        #expect(refusal.rule == .exi3)
        for event in EventCatalogues.all where event.stream == "engagement" && event.phases.contains(.closed) {
            let allowed = [
                "note.", "evidence.", "gate.", "engagement.corrected", "credit.", "kpi.", "period.restated",
                "exit.data-deletion-certified",
            ]
            #expect(allowed.contains { event.kind.hasPrefix($0) }, "\(event.kind)")
        }
    }

    @Test("an owner hands over to a known person other than the deputy")
    func handOver() throws {
        var scenario = try Scenario.inSelection()
        let stranger = try #require(PersonHandle("p-stranger"))
        func hand(_ owner: PersonHandle, _ deputy: PersonHandle?) -> HandOverEngagement {
            HandOverEngagement(engagement: .example, owner: owner, deputy: deputy)
        }
        #expect(try scenario.refusal(hand(stranger, nil)).rule == .unknown)
        #expect(try scenario.refusal(hand(Scenario.max, Scenario.max)).rule == .form)
        try scenario.when(hand(Scenario.max, nil))
        #expect(scenario.engagement.profile?.owner == Scenario.max && scenario.engagement.profile?.deputy == nil)
        #expect(try scenario.when(hand(Scenario.max, nil)) == [])
    }

    @Test("an obligation is fulfilled once, in time or late; an unknown one is refused")
    func obligation() throws {
        var scenario = try Scenario.inSelection()
        try scenario.when(AssessCriticality(
            engagement: .example, criticality: .notCritical, recoveryTimeMinutes: nil, recoveryPointMinutes: nil,
            impact: .low), reason: .example)
        scenario.today = try #require(CivilDate("2027-01-06"))
        func fulfil(_ id: String) -> FulfilObligation {
            FulfilObligation(engagement: .example, obligation: id, note: nil)
        }
        #expect(try scenario.refusal(fulfil("nothing/of-the-kind")).rule == .unknown)
        #expect(try scenario.when(fulfil("criticality/2027-01-05")) == ["obligation.fulfilled"])
        #expect(String(decoding: try #require(scenario.log.last).body, as: UTF8.self).contains("\"inTime\":false"))
        #expect(try scenario.when(fulfil("criticality/2027-01-05")) == [])
    }

    @Test("TIME: nothing is dated before the engagement was opened")
    func beforeOpening() throws {
        var scenario = try Scenario.inSelection()
        let refusal = try scenario.refusal(AddNote(engagement: .example, note: .example), on: "2025-12-31")
        #expect(refusal.rule == .time)
    }

    @Test("a profile has at least one seat, if any, and a zone that is known, opened as corrected", arguments: [
        (0, "UTC"), (5, "Mars/Olympus"),
    ] as [(seats: Count, zone: String)])
    func unsound(_ row: (seats: Count, zone: String)) throws {
        var scenario = try Scenario.inSelection()
        var profile = try #require(scenario.engagement.profile)
        profile.seats = row.seats
        profile.zone = try #require(ZoneID(row.zone))
        var other = Scenario()
        #expect(try other.refusal(OpenEngagement(engagement: .example, profile: profile)).rule == .form)
        var wish = correction()
        wish.changes.seats = row.seats
        wish.changes.zone = profile.zone
        #expect(try scenario.refusal(wish, reason: .example).rule == .form)
    }
}
