import Schema

extension TemplateItem {
    /// Refuses an answer that the scale does not know.
    func validate(_ answer: TemplateAnswer) throws(Refusal) {
        guard answer.isKnown else { return }
        let fits = switch scale {
        case .words(let words):
            answer.grade.map { words.contains($0) } == true && answer.number == nil && answer.cost == nil
        case .percent(let band): answer.number.map(band.admits) == true && answer.grade == nil && answer.cost == nil
        case .cost: answer.cost.map { $0.signum >= 0 } == true && answer.grade == nil && answer.number == nil
        }
        guard fits else { throw Refusal(.form, "Item \(number), \(title), takes \(expected).") }
    }

    /// The score in halves: 2, 1 or 0; none where the answer is not yet known.
    ///
    /// - Parameter lowest: the lowest cost of the round, which money is measured against.
    func halves(_ answer: TemplateAnswer, lowest: Money?, _ policy: ContractingPolicy) -> Int64? {
        switch scale {
        case .words(let words):
            guard let place = answer.grade.flatMap({ words.firstIndex(of: $0) }) else { return nil }
            return Int64(words.count == 2 ? 2 - 2 * place : max(2 - place, 0))
        case .percent(let band): return answer.number.map { band.halves($0, policy) }
        case .cost: return answer.cost.flatMap { policy.cost.halves($0, above: lowest ?? $0) }
        }
    }

    private var expected: String {
        switch scale {
        case .words(let words): "one of " + words.map(\.shown).joined(separator: ", ")
        case .percent: "a percentage as number"
        case .cost: "money as cost"
        }
    }
}

extension PercentBand {
    /// Whether the number may be such a percentage.
    func admits(_ number: Decimal) -> Bool {
        switch self {
        case .retention, .slaCompliance: number >= .zero && Fraction(number) <= 100
        case .turnover: number >= .zero
        }
    }

    /// 2, 1 or 0; an edge belongs to the better side.
    func halves(_ number: Decimal, _ policy: ContractingPolicy) -> Int64 {
        switch self {
        case .retention: policy.retention.halves(atLeast: number)
        case .slaCompliance: policy.slaCompliance.halves(atLeast: number)
        case .turnover: policy.turnover.halves(atMost: number)
        }
    }
}

extension [TemplateAnswer] {
    /// The last answer to an item.
    func answer(to item: TemplateItem) -> TemplateAnswer? {
        last { $0.item.value == item.number && $0.isKnown }
    }

    /// Refuses unknown items, an item answered twice, and answers off the scale.
    func validate(_ template: EvaluationTemplate) throws(Refusal) {
        var seen: Set<Int64> = []
        for answer in self {
            guard let item = template[answer.item] else {
                throw Refusal(.form, "The template has no item \(answer.item).")
            }
            guard seen.insert(item.number).inserted else { throw Refusal(.form, "Item \(item.number) twice.") }
            try item.validate(answer)
        }
    }
}
