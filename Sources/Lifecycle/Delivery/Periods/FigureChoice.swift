import Schema

/// The figures that a period is judged by, all of one series.
struct FigureChoice {
    /// In the order of their days.
    var figures: [Observation]
    /// How many the calendar expects besides; unknown, so none, for days and free spans.
    var missing: Int
}

extension DeliveryState {
    /// The figures that judge a level over a period.
    ///
    /// Of several series that fit, the one that covers most of the period's days counts; of equals the one with the
    /// fewest figures, then the first by source. A shorter calendar period belongs to the one it ends in.
    func figures(for level: ServiceLevel, in span: DateSpan) -> FigureChoice {
        let fitting = series.filter {
            $0.metric == level.metric && $0.segment == level.segment && $0.unit == level.unit
                && (level.source == nil || $0.source == level.source)
        }
        let choices = fitting.map { ($0, $0.figures(judging: span, of: level.period.period)) }
        let best = choices.filter { !$0.1.isEmpty }.min { left, right in
            isBetter((left.0.source, left.1), (right.0.source, right.1), in: span)
        }
        guard let best else { return FigureChoice(figures: [], missing: 1) }
        let expected = best.0.granularity.expected(in: span)
        return FigureChoice(figures: best.1, missing: Swift.max(0, expected - best.1.count))
    }

    private func isBetter(
        _ left: (source: Code, figures: [Observation]), _ right: (source: Code, figures: [Observation]),
        in span: DateSpan
    ) -> Bool {
        let first = left.figures.dayCount(within: span), second = right.figures.dayCount(within: span)
        if first != second { return first > second }
        if left.figures.count != right.figures.count { return left.figures.count < right.figures.count }
        return left.source < right.source
    }
}

extension KPISeries {
    /// The figures that belong to a period: wholly inside, or a calendar period shorter than it that ends inside.
    func figures(judging span: DateSpan, of period: ReportingPeriod) -> [Observation] {
        let ending = observations.ending(in: span)
        guard let own = granularity.period, own.length < period.length else {
            return ending.filter { $0.from >= span.first }
        }
        return Array(ending)
    }
}

extension Granularity {
    /// How many figures of this granularity the calendar holds in a period. Days are not expected one by one: which
    /// of them are working days is the calendar's to say.
    fileprivate func expected(in span: DateSpan) -> Int {
        switch self {
        case .day, .span: 1
        case .week, .month, .quarter, .year:
            (try? period?.periods(endingIn: span).count) ?? 1
        }
    }
}

extension ReportingPeriod {
    /// For comparing lengths, shortest first.
    fileprivate var length: Int { ReportingPeriod.allCases.firstIndex(of: self) ?? 0 }
}

extension [Observation] {
    /// How many days of the span they cover.
    func dayCount(within span: DateSpan) -> Int {
        reduce(0) { $0 + ($1.span.intersection(span)?.dayCount ?? 0) }
    }
}
