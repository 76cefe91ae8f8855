import Schema

extension Engagement {
    /// Adds what figures behind closed periods change there (KPI-3): the periods from the first figure's day on are
    /// judged anew, each by its own terms, and differences are booked in the open period.
    ///
    /// - Parameters:
    ///   - delivery: with the new figures in it.
    ///   - day: the first day of the earliest figure; nothing happens without one.
    func restate(
        _ decision: inout Decision, after delivery: DeliveryState, since day: CivilDate?, _ terms: DeliveryTerms,
        _ context: Context
    ) throws(Refusal) {
        guard let day else { return }
        for closing in self.delivery.closings where closing.last >= day {
            let results = try results(closing.contract, closing.kind, closing.span, terms, delivery)
            let changed = results.filter { closing.result($0.level) != $0 }
            guard !changed.isEmpty else { continue }
            decision.add(PeriodRestated(
                contract: closing.contract, kind: closing.kind, first: closing.first, levels: changed))
            for result in changed {
                try adjust(closing, result).map { decision.add($0) }
            }
        }
    }

    /// What retroactive terms change in closed periods: for the contract's amendment, in the same append.
    ///
    /// - Parameter terms: as they will be with the amendment.
    func restatements(since day: CivilDate, _ terms: DeliveryTerms, _ context: Context) throws(Refusal) -> Decision {
        var decision = Decision()
        try restate(&decision, after: delivery, since: day, terms, context)
        return decision
    }

    /// New rounded result − current rounded result; none where they are equal.
    private func adjust(_ closing: ClosedPeriod, _ result: LevelResult) throws(Refusal) -> CreditAdjusted? {
        let now = delivery.creditIndex(closing, result.level).map { delivery.credits[$0].due }
        guard let currency = (result.credit ?? now)?.currency else { return nil }
        let target = result.credit ?? .zero(currency)
        do throws(MoneyFault) {
            let difference = try target - (now ?? .zero(currency))
            guard difference.signum != 0 else { return nil }
            return CreditAdjusted(
                contract: closing.contract, kind: closing.kind, first: closing.first, level: result.level,
                amount: difference, due: target, bookedIn: openPeriod(closing))
        } catch {
            throw Refusal(.kpi3, "The credit of \(result.level) cannot change its currency after closing.")
        }
    }

    /// First day of the open period: the one after the last closed.
    private func openPeriod(_ closing: ClosedPeriod) -> CivilDate {
        let last = delivery.lastClosing(closing.contract, closing.kind) ?? closing
        return (try? closing.kind.period.next(after: last.span).first) ?? last.first
    }
}
