import Schema

extension Engagement {
    /// What a closing leaves to be done: figures to be brought (KPI-4), failures to be escalated (ESC-1).
    func obligations(
        _ wish: ClosePeriod, _ span: DateSpan, _ levels: [LevelResult], _ terms: DeliveryTerms, _ context: Context
    ) -> [Obligation] {
        let critical = Set(terms.levels(span.first).filter { $0.contract == wish.contract && $0.level.critical }
            .map(\.level.code))
        let period = wish.kind.name(span.first)
        return levels.compactMap { result in
            guard result.missing.value > 0 else { return nil }
            return missing(result, wish.contract, period, context)
        } + levels.compactMap { result in
            guard result.status == .failed else { return nil }
            let before = delivery.failedInARow(wish.contract, wish.kind, result.level)
            let isRepeat = before + 1 >= context.policy.delivery.failedInARow.value
            guard isRepeat || critical.contains(result.level) else { return nil }
            return escalation(result, wish.contract, period, isRepeat ? before + 1 : 1, context)
        }
    }

    private func missing(
        _ result: LevelResult, _ contract: Code, _ period: String, _ context: Context
    ) -> Obligation {
        Obligation(
            id: ObligationName.missing(contract, period, result.level),
            about: "bring the missing figures of \(result.metric) for \(period), level \(result.level) of \(contract)",
            owner: profile?.owner, due: context.due(in: context.policy.delivery.missingDays), rule: .kpi4)
    }

    private func escalation(
        _ result: LevelResult, _ contract: Code, _ period: String, _ times: Int, _ context: Context
    ) -> Obligation {
        let why = times > 1 ? "failed \(times) periods in a row" : "is critical and failed"
        return Obligation(
            id: ObligationName.escalation(contract, period, result.level),
            about: "escalate: level \(result.level) of \(contract) \(why), \(period)",
            owner: profile?.owner, due: context.due(in: context.policy.delivery.escalationDays), rule: .esc1)
    }
}

/// How the obligations of a closing are called.
enum ObligationName {
    /// Figures that are missing.
    static func missing(_ contract: Code, _ period: String, _ level: Code) -> String {
        "kpi-missing/\(contract)/\(period)/\(level)"
    }

    /// A failure to be escalated.
    static func escalation(_ contract: Code, _ period: String, _ level: Code) -> String {
        "escalation/\(contract)/\(period)/\(level)"
    }
}

extension Context {
    /// So many days after the effective one; that day itself at the calendar's end.
    func due(in days: Count) -> CivilDate {
        guard let days = Int(exactly: days.value) else { return effective }
        return (try? effective.adding(days: days)) ?? effective
    }
}
