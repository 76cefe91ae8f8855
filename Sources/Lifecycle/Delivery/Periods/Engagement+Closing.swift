import Schema

extension Engagement {
    /// Decides a closing.
    func closePeriod(_ wish: ClosePeriod, _ terms: DeliveryTerms, _ context: Context) throws(Refusal) -> Decision {
        try requireDelivery(terms, on: context.effective)
        guard let span = try? wish.kind.period.span(containing: wish.day) else {
            throw Refusal(.form, "There is no such period.")
        }
        guard span.last < context.today else {
            throw Refusal(.kpi3, "\(wish.kind.name(span.first)) is not over: today is \(context.today).")
        }
        guard context.effective > span.last else {
            throw Refusal(.time, "\(wish.kind.name(span.first)) was not over on \(context.effective).")
        }
        try requireTurn(wish, span, terms)
        let levels = try results(wish.contract, wish.kind, span, terms, delivery)
        let closed = PeriodClosed(
            contract: wish.contract, kind: wish.kind, first: span.first, last: span.last, levels: levels,
            compliance: levels.compliance.map { ExactNumber($0) },
            obligations: obligations(wish, span, levels, terms, context))
        return decision(closed)
    }

    private func decision(_ closed: PeriodClosed) -> Decision {
        var decision = Decision(closed)
        for result in closed.levels where result.status == .failed {
            decision.add(ServiceLevelBreached(
                contract: closed.contract, kind: closed.kind, first: closed.first, level: result.level,
                metric: result.metric, value: result.value, target: result.target, credit: result.credit))
        }
        return decision
    }

    /// The results of one period by the terms of its first day.
    func results(
        _ contract: Code, _ kind: PeriodKind, _ span: DateSpan, _ terms: DeliveryTerms, _ delivery: DeliveryState
    ) throws(Refusal) -> [LevelResult] {
        var results: [LevelResult] = []
        for (holder, level) in terms.levels(span.first) where holder == contract && level.period == kind {
            do throws(ArithmeticOverflow) {
                results.append(try LevelEvaluation(level: level, span: span).result(delivery))
            } catch {
                let period = kind.name(span.first)
                throw Refusal(.kpi3, "The figures of \(level.code) in \(period) are too long to add up.")
            }
        }
        return results
    }

    /// In order and once (KPI-3); a period without levels in force is nobody's turn.
    private func requireTurn(_ wish: ClosePeriod, _ span: DateSpan, _ terms: DeliveryTerms) throws(Refusal) {
        let name = wish.kind.name(span.first)
        if let last = delivery.lastClosing(wish.contract, wish.kind), last.last >= span.first {
            throw Refusal(.kpi3, "\(name) is closed already; figures change by correction.")
        }
        guard terms.hasLevels(wish.contract, wish.kind, on: span.first) else {
            throw Refusal(.kpi3, "No service level of \(wish.contract) was in force on \(span.first).")
        }
        guard let due = periodDue(wish.contract, wish.kind, terms, until: span.first), due.first < span.first else {
            return
        }
        throw Refusal(
            .kpi3, "\(wish.kind.name(due.first)) must be closed before \(name).",
            missing: [Missing(
                rule: .kpi3, what: "the closing of \(wish.kind.name(due.first))",
                command: "period close \(id) --contract \(wish.contract) --kind \(wish.kind.shown)"
                    + " --day \(due.first)")])
    }

    /// The next period to close: the first behind the last closed one on whose first day levels are in force.
    func periodDue(
        _ contract: Code, _ kind: PeriodKind, _ terms: DeliveryTerms, until day: CivilDate
    ) -> DateSpan? {
        let period = kind.period
        let closed = delivery.lastClosing(contract, kind)?.span
        let start = closed.map { try? period.next(after: $0) }
            ?? terms.firstSignature.flatMap { try? period.span(containing: $0) }
        var span = start
        while let candidate = span, candidate.first <= day {
            if terms.hasLevels(contract, kind, on: candidate.first) { return candidate }
            span = try? period.next(after: candidate)
        }
        return nil
    }
}

extension DeliveryTerms {
    /// Whether the contract holds levels of that kind on the day.
    func hasLevels(_ contract: Code, _ kind: PeriodKind, on day: CivilDate) -> Bool {
        levels(day).contains { $0.contract == contract && $0.level.period == kind }
    }
}
