import Schema

/// Judges one service level over one period: figures in, one exact value and a status out. Pure.
struct LevelEvaluation {
    /// The level, by the terms of the period's first day.
    let level: ServiceLevel
    /// The period.
    let span: DateSpan

    /// The level's result.
    ///
    /// - Throws: where the exact value needs more digits than there are.
    func result(_ delivery: DeliveryState) throws(ArithmeticOverflow) -> LevelResult {
        let choice = delivery.figures(for: level, in: span)
        let usable = choice.figures.filter { !$0.figure.hasNoDemand || level.aggregation == .sum }
        let weighable = usable.count > 1 ? usable.filter { isUsable($0.figure) } : usable
        let missing = choice.missing + usable.count - weighable.count
        let value = weighable.isEmpty ? nil : try aggregate(weighable.map(\.figure))
        let status = status(value, missing: missing, hadFigures: !choice.figures.isEmpty)
        return LevelResult(
            level: level.code, metric: level.metric, status: status, value: value.map { ExactNumber($0) },
            target: level.target, figures: Count(Int64(weighable.count)) ?? 0, missing: Count(Int64(missing)) ?? 0,
            credit: status == .failed ? level.credit : nil)
    }

    private func status(_ value: Fraction?, missing: Int, hadFigures: Bool) -> LevelStatus {
        if missing > 0 || !hadFigures { return level.missing == .failed ? .failed : .notMeasured }
        guard let value else { return .noDemand }
        return judge(value)
    }

    /// Equality with the target is met, equality with the minimum is tolerated (C4).
    func judge(_ value: Fraction) -> LevelStatus {
        let minimum = level.minimum ?? level.target
        switch level.direction {
        case .higherIsBetter:
            return value >= Fraction(level.target) ? .met : value >= Fraction(minimum) ? .tolerated : .failed
        case .lowerIsBetter:
            return value <= Fraction(level.target) ? .met : value <= Fraction(minimum) ? .tolerated : .failed
        }
    }

    /// Whether the figure has what the aggregation of several needs; nothing is guessed.
    private func isUsable(_ figure: Figure) -> Bool {
        switch level.aggregation {
        case .weightedMean: figure.weight != nil
        case .ratio: figure.denominator != nil
        case .sum, .last, .worst: true
        }
    }

    /// One value of several figures, in the order of their days.
    func aggregate(_ figures: [Figure]) throws(ArithmeticOverflow) -> Fraction {
        if figures.count == 1, let only = figures.first { return try only.exact(in: level.unit) }
        switch level.aggregation {
        case .weightedMean: return try weightedMean(figures)
        case .ratio: return try ratio(figures)
        case .sum, .last, .worst: break
        }
        var values: [Fraction] = []
        for figure in figures { values.append(try figure.exact(in: level.unit)) }
        if level.aggregation == .sum { return try Fraction.sum(values) }
        let best = level.aggregation == .last ? values.last : level.direction == .higherIsBetter
            ? values.min() : values.max()
        guard let best else { throw .divisionByZero }
        return best
    }

    /// Σ value × sample ÷ Σ sample.
    private func weightedMean(_ figures: [Figure]) throws(ArithmeticOverflow) -> Fraction {
        var total = Fraction.zero, weights = Fraction.zero
        for figure in figures {
            let weight = figure.weight ?? 0
            total = try total + figure.exact(in: level.unit) * weight
            weights = try weights + weight
        }
        return try total / weights
    }

    /// Σ numerator ÷ Σ denominator, times 100 in percent.
    private func ratio(_ figures: [Figure]) throws(ArithmeticOverflow) -> Fraction {
        var numerators = Fraction.zero, denominators = Fraction.zero
        for figure in figures {
            numerators = try numerators + Fraction(figure.number)
            denominators = try denominators + Fraction(figure.denominator ?? .zero)
        }
        let quotient = try numerators / denominators
        return level.unit == .percent ? try quotient * 100 : quotient
    }
}
