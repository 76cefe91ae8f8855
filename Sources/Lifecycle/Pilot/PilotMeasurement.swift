import Schema

/// One measurement as the verdict sees it.
struct PilotMeasurement: Hashable, Sendable {
    /// The exact value.
    var value: Fraction
    /// What it weighs among several; none where nothing is known of the items behind it.
    var weight: Fraction?
    /// The days it is about.
    var span: DateSpan

    /// Those wholly inside the window, and those that cross its edge; the rest has nothing to do with it (PIL-3).
    static func split(
        _ all: [PilotMeasurement], by window: DateSpan
    ) -> (inside: [PilotMeasurement], crossing: [PilotMeasurement]) {
        let near = all.filter { window.overlaps($0.span) }
        return (near.filter { window.contains($0.span) }, near.filter { !window.contains($0.span) })
    }
}

/// The seam to delivery: the one place that knows how figures are kept there.
extension Engagement {
    /// The benchmark's measurements wholly inside the window, and those that cross its edge.
    ///
    /// - Throws: ``ArithmeticOverflow`` where a ratio has more digits than exact arithmetic.
    func measurements(
        of benchmark: Benchmark, within window: DateSpan
    ) throws(ArithmeticOverflow) -> (inside: [PilotMeasurement], crossing: [PilotMeasurement]) {
        let (inside, crossing) = observations(of: benchmark.metric, within: window)
        return (
            try PilotMeasurement.reading(inside, in: benchmark.unit),
            try PilotMeasurement.reading(crossing, in: benchmark.unit)
        )
    }

    /// The unit in which the benchmark's KPI is measured, where it is not the benchmark's own.
    func otherUnit(than benchmark: Benchmark) -> MeasureUnit? {
        delivery.series.first { $0.metric == benchmark.metric && $0.unit != benchmark.unit }?.unit
    }
}

extension PilotMeasurement {
    /// Figures as the verdict sees them; those over nothing are no measurement.
    fileprivate static func reading(
        _ observations: [Observation], in unit: MeasureUnit
    ) throws(ArithmeticOverflow) -> [PilotMeasurement] {
        var plain: [PilotMeasurement] = []
        for observation in observations where !observation.figure.hasNoDemand {
            plain.append(PilotMeasurement(
                value: try observation.figure.exact(in: unit), weight: observation.figure.weight,
                span: observation.span))
        }
        return plain
    }
}
