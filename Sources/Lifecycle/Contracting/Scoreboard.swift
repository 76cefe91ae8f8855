import Schema

/// What a comparison knows of one provider.
struct Candidate {
    var provider: ProviderID
    var answers: [TemplateAnswer]
    var riskFlags: Count?
}

/// Computes places by CON-3, exactly: no sum is ever rounded before it is compared.
struct Scoreboard {
    /// One provider's figures.
    struct Row {
        var provider: ProviderID
        var weighted: Fraction
        var exact: Fraction
        var criticalFailures: [Count]
        var riskFlags: Count?
    }

    let template: EvaluationTemplate
    let items: [TemplateItem]
    let total: Fraction
    let rows: [Row]

    /// - Throws: where weights are too long to be summed exactly, or no item is known for all.
    init(
        _ candidates: [Candidate], _ template: EvaluationTemplate, _ weights: [ItemWeight],
        _ policy: ContractingPolicy
    ) throws(ArithmeticOverflow) {
        let costs = candidates.flatMap(\.answers).compactMap(\.cost)
        let lowest = costs.min { $0.minorUnits < $1.minorUnits }
        let sheets = candidates.map { Sheet($0, template, lowest, policy) }
        let common = template.items.filter { item in sheets.allSatisfy { $0.halves[item.number] != nil } }
        let total = try Fraction.sum(common.map { weights.weight(of: $0) })
        var rows: [Row] = []
        for sheet in sheets { rows.append(try sheet.row(common, weights, total)) }
        self.template = template
        self.total = total
        items = common
        self.rows = rows.sorted(by: Row.isBefore)
    }
}

extension Scoreboard.Row {
    /// Fewest critical failures, exact score, fewest risk flags (not assessed last), provider id.
    static func isBefore(_ left: Self, _ right: Self) -> Bool {
        if left.criticalFailures.count != right.criticalFailures.count {
            return left.criticalFailures.count < right.criticalFailures.count
        }
        if left.exact != right.exact { return left.exact > right.exact }
        if left.flags != right.flags { return left.flags < right.flags }
        return left.provider < right.provider
    }

    private var flags: Int64 { riskFlags?.value ?? .max }

    /// What decides between this row and its neighbour.
    func because(beside other: Self?) -> String {
        let failures = criticalFailures.isEmpty
            ? "no critical failure"
            : "critical failures: \(criticalFailures.count) (items \(criticalFailures.list))"
        guard let other else { return failures }
        if criticalFailures.count != other.criticalFailures.count { return failures }
        if exact != other.exact { return "score" }
        guard flags != other.flags else { return "tie with \(other.provider), by provider id" }
        let more = flags < other.flags ? "fewer" : "more"
        return "tie with \(other.provider), \(more) risk flags (\(shownFlags) to \(other.shownFlags))"
    }

    private var shownFlags: String { riskFlags?.description ?? "not assessed" }
}

/// One provider's scores in halves, item by item.
private struct Sheet {
    let candidate: Candidate
    let halves: [Int64: Int64]

    init(_ candidate: Candidate, _ template: EvaluationTemplate, _ lowest: Money?, _ policy: ContractingPolicy) {
        self.candidate = candidate
        var halves: [Int64: Int64] = [:]
        for item in template.items {
            guard let answer = candidate.answers.answer(to: item) else { continue }
            halves[item.number] = item.halves(answer, lowest: lowest, policy)
        }
        self.halves = halves
    }

    func row(
        _ items: [TemplateItem], _ weights: [ItemWeight], _ total: Fraction
    ) throws(ArithmeticOverflow) -> Scoreboard.Row {
        var weighted = Fraction.zero
        for item in items {
            weighted = try weighted + weights.weight(of: item) * Fraction(halves[item.number] ?? 0) / 2
        }
        let failures = weights.filter { $0.critical && halves[$0.item.value] == 0 }.map(\.item).sorted()
        return Scoreboard.Row(
            provider: candidate.provider, weighted: weighted, exact: try weighted * 100 / total,
            criticalFailures: failures, riskFlags: candidate.riskFlags)
    }
}

extension [ItemWeight] {
    /// The weight of an item; 0 where it has none.
    func weight(of item: TemplateItem) -> Fraction {
        first { $0.item.value == item.number }.map { Fraction($0.weight) } ?? .zero
    }
}

extension [Count] {
    /// `7, 10`.
    var list: String { map(\.description).joined(separator: ", ") }
}

extension ProviderComparison {
    /// The scoreboard as it is recorded.
    init(_ board: Scoreboard, disqualified: [DisqualifiedProvider]) throws(ArithmeticOverflow) {
        var ranked: [RankedProvider] = []
        for (index, row) in board.rows.enumerated() {
            let neighbour = index > 0 ? board.rows[index - 1] : board.rows.dropFirst().first
            ranked.append(RankedProvider(
                provider: row.provider, place: Count(Int64(index) + 1) ?? 0,
                weighted: try row.weighted.decimal(places: 8), score: try row.exact.decimal(places: 2),
                criticalFailures: row.criticalFailures, riskFlags: row.riskFlags,
                because: row.because(beside: neighbour)))
        }
        let compared = board.items.compactMap { Count($0.number) }
        let all = board.template.items.compactMap { Count($0.number) }
        self.init(
            template: board.template.version, items: compared, leftOut: all.filter { !compared.contains($0) },
            totalWeight: try board.total.decimal(places: 8), ranked: ranked, disqualified: disqualified)
    }
}
