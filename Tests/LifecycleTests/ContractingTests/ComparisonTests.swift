@testable import Lifecycle
import Schema
import Testing

/// Worked example 1: weighted score and ranking.
@Suite("Comparison of providers")
struct ComparisonTests {
    struct Row: Sendable {
        let name: String
        let grades: [Int64: Grade]
        let retention: String
        let cost: Int64?
        let flags: Int
        let certified: Bool
        var id: ProviderID { ProviderID(name) ?? .example }
    }

    static func row(
        _ name: String, _ retention: String, _ cost: Int64?, _ flags: Int, certified: Bool = true,
        _ words: (Grade, Grade, Grade, Grade, Grade, Grade, Grade, Grade)
    ) -> Row {
        Row(
            name: name,
            grades: [
                1: words.0, 2: .yes, 3: .verified, 5: words.1, 7: words.2, 8: words.3, 9: words.4, 10: words.5,
                13: words.6, 14: words.7,
            ], retention: retention, cost: cost, flags: flags, certified: certified)
    }

    static let rows = [
        row("Alpha", "90", 94, 2, (
            .proven, .partial, .strong, .documentedOnly, .basic, .structured, .needsIntegration, .available)),
        row("Bravo", "93", 95, 1, (
            .limited, .partial, .strong, .documentedAndTested, .basic, .limited, .compatible, .available)),
        row("Cedar", "89.99", nil, 0, certified: false, (
            .proven, .fullyCompliant, .strong, .documentedOnly, .comprehensive, .limited, .needsIntegration, .limited)),
        row("Delta", "75", 61, 1, (
            .limited, .fullyCompliant, .weak, .documentedAndTested, .comprehensive, .structured, .needsIntegration,
            .available)),
        row("Ember", "97", 58, 0, (
            .proven, .fullyCompliant, .weak, .documentedAndTested, .comprehensive, .unclear, .compatible, .available)),
    ]

    static let weights = [
        "0.3", "0.1", "0.2", "0.2", "0.3", "0.1", "0.3", "0.2", "0.1", "0.1", "0.3", "0.4", "0.2", "0.1", "0.4",
    ].enumerated().map { index, weight in
        ItemWeight(
            item: Count(Int64(index) + 1) ?? 0, weight: Decimal(weight) ?? .zero, critical: [4, 6, 9].contains(index))
    }

    func answers(_ row: Row) -> [TemplateAnswer] {
        var answers = row.grades.map { item, grade in
            TemplateAnswer(item: Count(item) ?? 0, grade: grade, number: nil, cost: nil, note: nil)
        }
        answers.append(TemplateAnswer(item: 4, grade: nil, number: Decimal(row.retention), cost: nil, note: nil))
        if let cost = row.cost {
            answers.append(TemplateAnswer(
                item: 12, grade: nil, number: nil, cost: Money(.example, minorUnits: cost), note: nil))
        }
        return answers
    }

    /// All five, evaluated and assessed.
    func played() throws -> Scenario {
        var scenario = try Scenario.contracting()
        try scenario.when(OpenRound(
            engagement: .example, weights: Self.weights, certificates: [.iso27001], data: []))
        for row in Self.rows {
            try scenario.register(row.id, certified: row.certified)
            try scenario.when(EvaluateProvider(engagement: .example, provider: row.id, answers: answers(row)))
            try scenario.assess(row.id, worst: row.flags)
        }
        return scenario
    }

    func comparison(_ scenario: Scenario) throws -> ProviderComparison {
        try scenario.engagement.comparison(
            of: scenario.engagement.currentRound(),
            scenario.context(by: Scenario.mia, on: nil, reason: nil).surroundings)
    }

    @Test("CON-3: worked example 1 gives every place, sum and score exactly", arguments: [
        (1, "Bravo", "1.8", "81.82", "", "fewer risk flags (1 to 2)"),
        (2, "Alpha", "1.8", "81.82", "", "more risk flags (2 to 1)"),
        (3, "Cedar", "1.7", "77.27", "", "score"),
        (4, "Delta", "1.55", "70.45", "7", "critical failures: 1 (items 7)"),
        (5, "Ember", "1.8", "81.82", "7, 10", "critical failures: 2 (items 7, 10)"),
    ])
    func places(
        _ place: Int, _ name: String, _ weighted: String, _ score: String, _ failures: String, _ because: String
    ) throws {
        let table = try comparison(played())
        #expect(table.totalWeight == Decimal("2.2"))
        #expect(table.items == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14])
        #expect(table.leftOut == [11, 12, 15])
        let row = table.ranked[place - 1]
        #expect(row.provider.rawValue == name)
        #expect(row.place.value == Int64(place))
        #expect(row.weighted == Decimal(weighted))
        #expect(row.score == Decimal(score))
        #expect(row.criticalFailures.list == failures)
        #expect(row.because.hasSuffix(because))
    }

    @Test("CON-3: worked example 1, the exact scores: no sum is rounded before it is compared")
    func exactScores() throws {
        let scenario = try played()
        let candidates = scenario.engagement.contracting.rounds[0].evaluations.map {
            Candidate(provider: $0.provider, answers: $0.answers, riskFlags: nil)
        }
        let template = try #require(EvaluationTemplate.providerEvaluation.last)
        let board = try Scoreboard(candidates, template, Self.weights, .standard)
        let exact = Dictionary(uniqueKeysWithValues: board.rows.map { ($0.provider.rawValue, $0.exact.description) })
        #expect(exact == [
            "Alpha": "900/11", "Bravo": "900/11", "Cedar": "850/11", "Delta": "775/11", "Ember": "900/11",
        ])
    }

    @Test("CON-5: a provider that withholds attrition data stands below the table and changes no place")
    func withheld() throws {
        var scenario = try played()
        let before = try comparison(scenario).ranked
        let foxtrot = try #require(ProviderID("Foxtrot"))
        try scenario.register(foxtrot, attrition: nil)
        try scenario.when(EvaluateProvider(
            engagement: .example, provider: foxtrot, answers: answers(Self.rows[1])))
        let table = try comparison(scenario)
        #expect(table.ranked == before)
        #expect(table.disqualified == [DisqualifiedProvider(
            provider: foxtrot, disqualifiers: [Disqualifier(kind: .attritionWithheld, evidence: nil)])])
        let refusal = try scenario.refusal(ChooseProvider(
            engagement: .example, provider: foxtrot, rationale: .example, priceRationale: .example))
        #expect(refusal.rule == .con5)
    }

    @Test("Retention bands: an edge belongs to the better side", arguments: [
        ("100", 2), ("90", 2), ("89.99", 1), ("75", 1), ("74.999", 0), ("0", 0),
    ] as [(String, Int64)])
    func retention(_ percent: String, _ halves: Int64) throws {
        #expect(PercentBand.retention.halves(try #require(Decimal(percent)), .standard) == halves)
    }

    @Test("Turnover may exceed 100, less is better", arguments: [
        ("30", 2), ("30.1", 1), ("50", 1), ("50.01", 0), ("180", 0),
    ] as [(String, Int64)])
    func turnover(_ percent: String, _ halves: Int64) throws {
        #expect(PercentBand.turnover.halves(try #require(Decimal(percent)), .standard) == halves)
        #expect(PercentBand.turnover.admits(try #require(Decimal(percent))))
    }

    @Test("Cost within 10 % of the lowest is 1, within 30 % is ½, edges included", arguments: [
        (100, 2), (110, 2), (111, 1), (130, 1), (131, 0),
    ] as [(Int64, Int64)])
    func cost(_ cents: Int64, _ halves: Int64) throws {
        let lowest = try #require(Money(.example, minorUnits: 100))
        let cost = try #require(Money(.example, minorUnits: cents))
        #expect(ContractingPolicy.standard.cost.halves(cost, above: lowest) == halves)
        #expect(ContractingPolicy.standard.cost.halves(cost, above: .zero(Currency("USD") ?? .example)) == nil)
    }

    @Test("CON-3: equal in all, the provider id decides")
    func byID() throws {
        let template = try #require(EvaluationTemplate.providerEvaluation.last)
        let same = answers(Self.rows[0])
        let candidates = ["Zulu", "Yankee"].map {
            Candidate(provider: ProviderID($0) ?? .example, answers: same, riskFlags: 1)
        }
        let board = try Scoreboard(candidates, template, Self.weights, .standard)
        #expect(board.rows.map(\.provider.rawValue) == ["Yankee", "Zulu"])
    }

    @Test("CON-3: who is not assessed does not win a tie by it")
    func notAssessed() throws {
        let template = try #require(EvaluationTemplate.providerEvaluation.last)
        let same = answers(Self.rows[0])
        let board = try Scoreboard(
            [Candidate(provider: try #require(ProviderID("A")), answers: same, riskFlags: nil),
             Candidate(provider: try #require(ProviderID("B")), answers: same, riskFlags: 12)],
            template, Self.weights, .standard)
        #expect(board.rows.map(\.provider.rawValue) == ["B", "A"])
        #expect(board.rows.map(\.exact) == [84, 84])
    }

    @Test("CON-4: another than the first needs a rationale, the cheapest also why price prevailed")
    func rationale() throws {
        var scenario = try played()
        let ember = try #require(ProviderID("Ember")), cedar = try #require(ProviderID("Cedar"))
        let bare = try scenario.refusal(
            ChooseProvider(engagement: .example, provider: ember, rationale: nil, priceRationale: nil))
        #expect(bare.rule == .con4)
        #expect(bare.missing.map(\.what) == ["why another than the first", "why price prevailed"])
        let noPrice = try scenario.refusal(
            ChooseProvider(engagement: .example, provider: cedar, rationale: nil, priceRationale: nil))
        #expect(noPrice.missing.count == 1)
        #expect(try scenario.when(
            ChooseProvider(engagement: .example, provider: cedar, rationale: .example, priceRationale: nil))
            == ["provider.chosen"])
        #expect(scenario.engagement.contracting.choice?.provider == cedar)
    }

    @Test("CON-3: the choice posts everybody's score and keeps the comparison as it was")
    func frozen() throws {
        var scenario = try played()
        let bravo = try #require(ProviderID("Bravo"))
        try scenario.when(ChooseProvider(engagement: .example, provider: bravo, rationale: nil, priceRationale: nil))
        let stored = try #require(scenario.log.last)
        let event = try ProviderChosen.decode(stored.body)
        #expect(event.comparison == (try comparison(scenario)))
        let postings = event.postings(stored.fact, scenario.engagement)
        #expect(postings.contains(.scoreGiven(bravo, hundredths: 8182)))
        #expect(postings.contains(.partyRelated(bravo, .chosen)))
    }

    @Test("Item 6 is derived: a hand-written answer must agree with the certificates on record")
    func derivedItem() throws {
        var scenario = try played()
        let cedar = Self.rows[2]
        let wrong = answers(cedar) + [TemplateAnswer(item: 6, grade: .certified, number: nil, cost: nil, note: nil)]
        #expect(try scenario.refusal(
            EvaluateProvider(engagement: .example, provider: cedar.id, answers: wrong)).rule == .con3)
    }

    @Test("Only items 11, 12 and 15 may stay not yet known, answers lie on the scale, costs are in one currency")
    func answersAreHeldToTheScale() throws {
        var scenario = try played()
        let alpha = Self.rows[0]
        func refused(_ answers: [TemplateAnswer]) throws -> Refusal {
            try scenario.refusal(EvaluateProvider(engagement: .example, provider: alpha.id, answers: answers))
        }
        let all = answers(alpha)
        #expect(try refused(all.filter { $0.item != 14 }).missing.map(\.what) == ["item 14, real-time KPI reporting"])
        let off = TemplateAnswer(item: 2, grade: .proven, number: nil, cost: nil, note: nil)
        #expect(try refused(all.filter { $0.item != 2 } + [off]).rule == .form)
        let over = TemplateAnswer(item: 4, grade: nil, number: Decimal("100.5"), cost: nil, note: nil)
        #expect(try refused(all.filter { $0.item != 4 } + [over]).rule == .form)
        #expect(try refused(all + [off]).rule == .form)
        let yen = TemplateAnswer(
            item: 12, grade: nil, number: nil, cost: .zero(try #require(Currency("JPY"))), note: nil)
        #expect(try refused(all.filter { $0.item != 12 } + [yen]).rule == .con3)
    }

    @Test("CON-2: changing weights needs a new round, and the old one is kept")
    func newRound() throws {
        var scenario = try played()
        let old = try scenario.engagement.currentRound()
        #expect(try scenario.refusal(OpenRound(
            engagement: .example, weights: Array(Self.weights.dropLast()), certificates: [], data: [])).rule == .con2)
        try scenario.when(OpenRound(engagement: .example, weights: [], certificates: [], data: []))
        #expect(scenario.engagement.contracting.rounds.first == old)
        #expect(try scenario.engagement.currentRound().number == 2)
        #expect(try scenario.engagement.currentRound().weights == ContractingPolicy.standard.weights)
    }

    @Test("CON-1: one provider alone needs a justification by two persons, which governance lists")
    func singleSource() throws {
        var scenario = try Scenario.contracting()
        try scenario.register(.example)
        try scenario.when(OpenRound(engagement: .example, weights: [], certificates: [], data: []))
        try scenario.evaluate(.example, best: true)
        let choose = ChooseProvider(engagement: .example, provider: .example, rationale: nil, priceRationale: nil)
        #expect(try scenario.refusal(choose).rule == .con1)
        try scenario.when(RequestSingleSource(engagement: .example, provider: .example), reason: .example)
        #expect(try scenario.refusal(choose).rule == .con1)
        let approve = ApproveSingleSource(engagement: .example, provider: .example)
        #expect(try scenario.refusal(approve).rule == .sep1)
        try scenario.when(approve, by: Scenario.max)
        let stored = try #require(scenario.log.last)
        #expect(try SingleSourceApproved.decode(stored.body).postings(stored.fact, scenario.engagement)
            == [.exceptionNoted(.singleSource, about: ProviderID.example.rawValue)])
        #expect(try scenario.when(choose) == ["provider.chosen"])
    }
}
