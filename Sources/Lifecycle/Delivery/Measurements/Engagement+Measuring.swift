import Schema

extension Engagement {
    /// Decides rows against each other and against what is there.
    ///
    /// - Parameter refused: makes one refusal of all.
    func measure(
        _ rows: [MeasurementRow], _ terms: DeliveryTerms, _ context: Context,
        refused: (Refusal, [(line: Int64, refusal: Refusal)]) -> Refusal
    ) throws(Refusal) -> Decision {
        try requireDelivery(terms, on: context.effective)
        var rules = MeasurementRules(self, terms, context)
        rules.keeps = rows.count > 1 || !delivery.closings.isEmpty
        var decision = Decision()
        var faults: [(line: Int64, refusal: Refusal)] = []
        var fresh: [MeasurementPlace] = []
        for (index, row) in rows.enumerated() {
            do throws(Refusal) {
                let figure = try row.figure()
                guard try rules.admit(figure, row.unit, at: row.place) else { continue }
                decision.add(KPIMeasured(figure, row.unit, at: row.place))
                fresh.append(row.place)
            } catch {
                faults.append((row.line?.value ?? Int64(index + 1), error))
            }
        }
        if let first = faults.first { throw refused(first.refusal, faults) }
        decision.warnings = rules.contradictions(fresh)
        try restate(&decision, after: rules.delivery, since: fresh.map(\.from).min(), terms, context)
        return decision
    }
}

extension MeasurementRules {
    /// Accuracy and error rate of the same days that do not make 100 together: a remark, not a refusal.
    func contradictions(_ places: [MeasurementPlace]) -> [String] {
        places.compactMap { place in
            guard let partner = place.partner, let own = delivery.observation(at: place)?.figure,
                let other = delivery.observation(at: partner)?.figure,
                let first = try? own.exact(in: .percent), let second = try? other.exact(in: .percent),
                let sum = try? first + second, sum != 100
            else { return nil }
            return "\(place.words) and \(partner.metric) do not add up to 100 %."
        }
    }
}

extension MeasurementPlace {
    /// The same place for error rate where this is accuracy, and the other way round.
    var partner: MeasurementPlace? {
        var partner = self
        switch metric.rawValue {
        case "accuracy": partner.metric = Code(validated: "error-rate")
        case "error-rate": partner.metric = Code(validated: "accuracy")
        default: return nil  // not a domain enum
        }
        return partner
    }
}
