import Schema

extension DeliveryState {
    /// The series a figure belongs to.
    func seriesIndex(_ place: MeasurementPlace) -> Int? {
        let granularity = place.granularity
        // By index: a closure over elements would copy each series, which the replay of a long stream feels.
        for index in series.indices where series[index].granularity == granularity {
            if series[index].metric == place.metric, series[index].source == place.source,
                series[index].segment == place.segment
            {
                return index
            }
        }
        return nil
    }

    /// The unit that the metric was first measured in.
    func unit(of metric: Code) -> MeasureUnit? { series.first { $0.metric == metric }?.unit }

    /// The figure of exactly these days.
    func observation(at place: MeasurementPlace) -> Observation? {
        guard let index = seriesIndex(place),
            let found = series[index].observations.overlapping(place.from, place.to),
            found.from == place.from, found.to == place.to
        else { return nil }
        return found
    }

    /// Adds a figure; in the order of dates this takes constant time.
    ///
    /// - Throws: where its unit or its days contradict what was measured before.
    mutating func record(
        _ figure: Figure, _ unit: MeasureUnit, at place: MeasurementPlace, position: Int64
    ) throws(IllegalEvent) {
        guard let entry = Observation(figure, from: place.from, to: place.to, position: position) else {
            throw IllegalEvent("measured from \(place.from) to \(place.to)")
        }
        let index: Int
        if let known = seriesIndex(place) { index = known } else { index = try open(place, unit) }
        guard series[index].unit == unit else { throw IllegalEvent("\(place.metric) in \(unit.rawValue)") }
        guard series[index].observations.add(entry) else { throw IllegalEvent("\(place.words) overlaps") }
    }

    private mutating func open(_ place: MeasurementPlace, _ unit: MeasureUnit) throws(IllegalEvent) -> Int {
        if let known = self.unit(of: place.metric), known != unit {
            throw IllegalEvent("\(place.metric) in \(unit.rawValue)")
        }
        series.append(KPISeries(
            metric: place.metric, segment: place.segment, granularity: place.granularity, source: place.source,
            unit: unit, observations: ObservationLog()))
        return series.count - 1
    }

    /// Puts a corrected figure in the place of the one that counted.
    ///
    /// - Throws: where there is none.
    mutating func correct(_ figure: Figure, at place: MeasurementPlace, position: Int64) throws(IllegalEvent) {
        guard let index = seriesIndex(place),
            let entry = Observation(figure, from: place.from, to: place.to, position: position),
            series[index].observations.replace(entry)
        else { throw IllegalEvent("no figure \(place.words)") }
    }
}
