import Schema

/// KPI-1: whether a figure may be recorded.
struct MeasurementRules {
    /// What is recorded so far, earlier rows of the same command included.
    var delivery: DeliveryState
    /// Contracts' terms.
    let terms: DeliveryTerms
    /// Today in the engagement's zone.
    let today: CivilDate
    /// The day the recording counts from.
    let effective: CivilDate
    /// The engagement, for the commands that a refusal names.
    let engagement: EngagementID
    /// Whether a later row, a partner's figure or a closed period asks for what is admitted. Where none does, the
    /// checks before it say all, and a long series is not copied for one figure.
    var keeps = true

    init(_ engagement: Engagement, _ terms: DeliveryTerms, _ context: Context) {
        self.engagement = engagement.id
        delivery = engagement.delivery
        self.terms = terms
        today = context.today
        effective = context.effective
    }

    /// Checks a figure and keeps it.
    ///
    /// - Returns: whether it is new; `false` for an identical row (KPI-1).
    /// - Throws: the rule that refuses it.
    mutating func admit(_ figure: Figure, _ unit: MeasureUnit, at place: MeasurementPlace) throws(Refusal) -> Bool {
        try requirePeriod(place)
        try requireUnit(unit, place)
        if let fault = figure.impossibility(in: unit, of: place.metric) {
            throw Refusal(.kpi1, "\(place.words) is impossible: \(fault).")
        }
        guard try isNew(figure, unit, place) else { return false }
        guard keeps || place.partner != nil else { return true }
        do throws(IllegalEvent) {
            try delivery.record(figure, unit, at: place, position: 0)
        } catch {
            throw Refusal(.kpi1, "\(place.words) does not fit: \(error.reason).")
        }
        return true
    }

    private func requirePeriod(_ place: MeasurementPlace) throws(Refusal) {
        guard place.from <= place.to else {
            throw Refusal(.kpi1, "\(place.words) ends before it begins.")
        }
        guard place.to < today else {
            throw Refusal(.kpi1, "\(place.words) is not over: today is \(today).")
        }
        guard place.to <= effective else {
            throw Refusal(.time, "\(place.words) was not over on \(effective).")
        }
    }

    private func requireUnit(_ unit: MeasureUnit, _ place: MeasurementPlace) throws(Refusal) {
        if let known = StandardKPI.named(place.metric), !known.units.contains(unit) {
            let units = known.units.map(\.shown).joined(separator: " or ")
            throw Refusal(.kpi1, "\(place.metric) is told in \(units), not in \(unit.shown).")
        }
        guard let before = delivery.unit(of: place.metric) ?? agreedUnit(place), before != unit else { return }
        throw Refusal(.kpi1, "\(place.metric) is told in \(before.shown) here, not in \(unit.shown).")
    }

    /// What the contract's service level says; asked for a metric's first figure only.
    private func agreedUnit(_ place: MeasurementPlace) -> MeasureUnit? {
        terms.levels(place.from).first { $0.level.metric == place.metric }?.level.unit
    }

    private func isNew(_ figure: Figure, _ unit: MeasureUnit, _ place: MeasurementPlace) throws(Refusal) -> Bool {
        guard let index = delivery.seriesIndex(place),
            let other = delivery.series[index].observations.overlapping(place.from, place.to)
        else { return true }
        guard other.from == place.from, other.to == place.to else {
            throw Refusal(.kpi1, "\(place.words) overlaps \(other.span), measured already.")
        }
        guard other.figure != figure else { return false }
        throw Refusal(
            .kpi1, "\(place.words) has another value already and needs a correction.",
            missing: [Missing(rule: .kpi2, what: "a correction", command: place.correction(engagement))])
    }
}

extension MeasurementPlace {
    /// What supplies a correction.
    func correction(_ engagement: EngagementID) -> String {
        let part = segment.map { " --segment \($0)" } ?? ""
        return "kpi correct \(engagement) --metric \(metric)\(part) --source \(source) --from \(from) --to \(to)"
            + " --value VALUE --reason WHY"
    }
}
