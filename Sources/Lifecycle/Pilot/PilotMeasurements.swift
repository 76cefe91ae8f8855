import Schema

/// One measurement as the verdict sees it.
struct PilotMeasurement: Hashable, Sendable {
    /// The exact value.
    var value: Fraction
    /// Items behind it; what has none weighs nothing.
    var sample: Int64
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

/// The seam to delivery: the one place that knows how measurements are kept there.
extension Engagement {
    /// The metric's measurements wholly inside the window, and those that cross its edge.
    func measurements(
        of metric: Code, within window: DateSpan
    ) -> (inside: [PilotMeasurement], crossing: [PilotMeasurement]) {
        PilotMeasurement.split(recordedMeasurements(of: metric), by: window)
    }

    /// Every measurement in force of the metric, whatever its segment and granularity.
    private func recordedMeasurements(of metric: Code) -> [PilotMeasurement] { [] }
}
