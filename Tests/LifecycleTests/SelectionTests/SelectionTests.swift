@testable import Lifecycle
import Schema
import Testing

@Suite("Selection")
struct SelectionTests {
    @Test("a process that is fit, documented, placed and reckoned passes to contracting by two persons")
    func wholePath() throws {
        var scenario = try Scenario.inSelection()
        try scenario.answer(try .named("a"))
        #expect(try scenario.when(DecideFit(engagement: .example)) == ["selection.fit-decided"])
        try scenario.fillSelection()
        #expect(scenario.unmet == [])
        for criterion in scenario.selectionReadiness.criteria {
            let proof = try #require(criterion.proof)
            #expect(scenario.log.contains { $0.fact.position == proof && $0.kind.hasPrefix("selection.") })
        }
        try scenario.when(RequestGate(engagement: .example, gate: .toContracting))
        try scenario.when(ApproveGate(engagement: .example, gate: .toContracting), by: Scenario.max)
        #expect(scenario.engagement.phase == .contracting)
    }

    @Test("GATE-1: at the start every criterion is unmet and names the command that supplies it")
    func nothingYet() throws {
        let scenario = try Scenario.inSelection()
        #expect(scenario.unmet == [.sel2, .sel3, .sel4, .sel4, .sel4, .sel4, .sel4, .sel5, .sel6, .sel7])
        for missing in scenario.selectionReadiness.missing {
            let command = try #require(missing.command)
            #expect(CommandIndex.all.contains { command.hasPrefix($0.verb + " ENG-") }, "\(command)")
        }
    }

    @Test("SEL-1: standardised yes and not standardised yes contradict each other, whichever comes first",
          arguments: [FitQuestion.standardisedRepeatable, .notStandardisedInside])
    func contradiction(first: FitQuestion) throws {
        var scenario = try Scenario.inSelection()
        let second = try #require(first.contradicts)
        try scenario.when(AssessReason(engagement: .example, question: first, answer: .yes, note: nil))
        let refusal = try scenario.refusal(
            AssessReason(engagement: .example, question: second, answer: .yes, note: nil))
        #expect(refusal.rule == .sel1 && refusal.missing.count == 1)
        try scenario.when(AssessReason(engagement: .example, question: second, answer: .unknown, note: nil))
    }

    @Test("SEL-1: answering again supersedes and drops the verdict; the same again is nothing")
    func supersede() throws {
        var scenario = try Scenario.inSelection()
        try scenario.answer(try .named("a"))
        try scenario.when(DecideFit(engagement: .example))
        #expect(try scenario.when(DecideFit(engagement: .example)) == [])
        let again = AssessReason(engagement: .example, question: .measurable, answer: .yes, note: nil)
        #expect(try scenario.when(again) == [])
        #expect(scenario.engagement.selection.fit != nil)
        try scenario.when(AssessReason(engagement: .example, question: .measurable, answer: .no, note: .example))
        #expect(scenario.engagement.selection.fit == nil)
        #expect(scenario.engagement.selection.answers.count == 16)
        #expect(scenario.log.count { $0.kind == "selection.reason-assessed" } == 17)
    }

    @Test("SEL-2, example k: as of the first answer unfit, as of the second fit; history stands")
    func reanswered() throws {
        var scenario = try Scenario.inSelection()
        for (question, answer) in try FitCase.named("k, after").answers where question != .standardisedRepeatable {
            let first = question == .notStandardisedInside ? FitAnswer.yes : answer
            try scenario.when(AssessReason(engagement: .example, question: question, answer: first, note: nil))
        }
        let before = scenario.engagement
        try scenario.when(
            AssessReason(engagement: .example, question: .notStandardisedInside, answer: .no, note: nil))
        #expect(before.fit(.standard).verdict == .unfit)
        #expect(scenario.engagement.fit(.standard).verdict == .fit)
    }

    @Test("SEL-2: no verdict before any answer, and none before the answers' day")
    func verdictTooEarly() throws {
        var scenario = try Scenario.inSelection()
        #expect(try scenario.refusal(DecideFit(engagement: .example)).rule == .sel2)
        scenario.today = try #require(CivilDate("2026-02-01"))
        try scenario.answer(try .named("a"))
        #expect(try scenario.refusal(DecideFit(engagement: .example), on: "2026-01-20").rule == .time)
    }

    @Test("SEL-3: conditional passes only by an override of two persons, with a reason")
    func override() throws {
        var scenario = try Scenario.inSelection()
        try scenario.answer(try .named("b"))
        try scenario.when(DecideFit(engagement: .example))
        try scenario.fillSelection()
        #expect(scenario.unmet == [.sel3])
        #expect(try scenario.refusal(ApproveOverride(engagement: .example), by: Scenario.max).rule == .sel3)
        try scenario.when(RequestOverride(engagement: .example), reason: .example)
        #expect(try scenario.refusal(ApproveOverride(engagement: .example)).rule == .sep1)
        try scenario.when(ApproveOverride(engagement: .example), by: Scenario.max)
        #expect(scenario.unmet == [])
        #expect(try scenario.when(ApproveOverride(engagement: .example), by: Scenario.max) == [])
    }

    @Test("GATE-4: an override accepts one verdict; a changed answer asks for verdict and override again")
    func overrideOnce() throws {
        var scenario = try Scenario.inSelection()
        try scenario.answer(try .named("b"))
        try scenario.when(DecideFit(engagement: .example))
        try scenario.when(RequestOverride(engagement: .example), reason: .example)
        try scenario.when(ApproveOverride(engagement: .example), by: Scenario.max)
        try scenario.when(AssessReason(engagement: .example, question: .sensitiveIP, answer: .yes, note: nil))
        #expect(scenario.unmet.prefix(2) == [.sel2, .sel3])
        try scenario.when(DecideFit(engagement: .example))
        #expect(scenario.unmet.first == .sel3)
    }

    @Test("SEL-3: a fit verdict leaves nothing to override")
    func nothingToOverride() throws {
        var scenario = try Scenario.inSelection()
        try scenario.answer(try .named("a"))
        #expect(try scenario.refusal(RequestOverride(engagement: .example), reason: .example).rule == .sel2)
        try scenario.when(DecideFit(engagement: .example))
        #expect(try scenario.refusal(RequestOverride(engagement: .example), reason: .example).rule == .sel3)
    }

    @Test("SEL-4: four documents at least in part, metrics in full; the rest is not asked for")
    func documents() throws {
        var scenario = try Scenario.inSelection()
        try scenario.documentAll()
        #expect(!scenario.unmet.contains(.sel4))
        try scenario.document(.metrics, .partial)
        try scenario.document(.tools, .none)
        #expect(scenario.unmet.count { $0 == .sel4 } == 2)
        try scenario.document(.scripts, .none)
        #expect(scenario.unmet.count { $0 == .sel4 } == 2)
    }

    @Test("SEL-5: the answers decide the model, or a justification stands in", arguments: [
        (EngagementModel.bpo, WorkParty.provider, true), (.bpo, .client, false), (.captive, .client, true),
        (.seatLeasing, .provider, false), (.aiAgents, .nobody, true), (.ccaas, .provider, false),
        (.other, .shared, true),
    ])
    func model(declared: EngagementModel, party: WorkParty, agrees: Bool) throws {
        var scenario = try Scenario.inSelection(model: declared)
        try scenario.declareModel(party)
        #expect(scenario.unmet.contains(.sel5) == !agrees)
        try scenario.declareModel(party, justification: .example)
        #expect(!scenario.unmet.contains(.sel5))
    }

    @Test("SEL-5: the mixed models of the table")
    func mixedModels() {
        #expect(EngagementModel.eor.agrees(employer: .provider, director: .client, selector: .client))
        #expect(EngagementModel.peo.agrees(employer: .shared, director: .client, selector: .client))
        #expect(EngagementModel.msp.agrees(employer: .supplier, director: .provider, selector: .provider))
        #expect(!EngagementModel.rpo.agrees(employer: .supplier, director: .provider, selector: .provider))
        #expect(!EngagementModel.eor.agrees(employer: .provider, director: .provider, selector: .client))
        #expect(!EngagementModel.bpo.agrees(employer: .provider, director: nil, selector: nil))
    }

    @Test("SEL-7: a saving above 80 % warns, one without a baseline is refused, a start-up has neither")
    func businessCase() throws {
        let scenario = try Scenario.inSelection()
        func decide(_ change: (inout BusinessCase) -> Void) throws -> Decision {
            var figures = BusinessCase.example
            change(&figures)
            let context = scenario.context(by: Scenario.mia, on: nil, reason: nil)
            return try RecordBusinessCase(engagement: .example, figures: figures)
                .decide(scenario.engagement, context)
        }
        #expect(try decide { $0.savingPercent = Decimal(units: 80) }.warnings == [])
        #expect(try decide { $0.savingPercent = Decimal(units: 8001, scale: 2) }.warnings.count == 1)
        #expect(throws: Refusal.self) { try decide { $0.baselineAnnualCost = nil } }
        #expect(throws: Refusal.self) {
            try decide { $0.rework = Money(Currency("USD") ?? .example, minorUnits: 1) ?? $0.rework }
        }
        #expect(throws: Refusal.self) { try decide { $0.rework = Money(.example, minorUnits: -1) ?? $0.rework } }
        let startUp = try decide { $0.baselineAnnualCost = nil; $0.savingPercent = nil }
        #expect(startUp.emissions.count == 1)
    }

    @Test("SEL-8: an assessment opens the next one's obligation, due a year later, and ends the last one's")
    func criticality() throws {
        var scenario = try Scenario.inSelection()
        let assess = AssessCriticality(
            engagement: .example, criticality: .critical, recoveryTimeMinutes: 240, recoveryPointMinutes: nil,
            impact: .high)
        try scenario.when(assess, reason: .example)
        #expect(scenario.engagement.obligations.open.map(\.id) == ["criticality/2027-01-05"])
        scenario.today = try #require(CivilDate("2026-12-20"))
        try scenario.when(assess, reason: .example)
        #expect(scenario.engagement.obligations.open.map(\.id) == ["criticality/2027-12-20"])
        #expect(scenario.engagement.obligations.closed == ["criticality/2027-01-05"])
        scenario.governance.policy.selection.criticalityDemanded = true
        #expect(!scenario.unmet.contains(.sel8))
    }
}
