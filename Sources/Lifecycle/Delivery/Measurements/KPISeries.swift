public import Schema

/// The figures of one identity: metric, segment, granularity and source (KPI-1).
public struct KPISeries: Message, Hashable {
    /// The KPI.
    public var metric: Code
    /// Part of the work, where it does not cover all.
    public var segment: Code?
    /// How long one figure's period is.
    public var granularity: Granularity
    /// Where the figures come from.
    public var source: Code
    /// What they are told in; the same for every series of the metric.
    public var unit: MeasureUnit
    /// The figures, by date.
    public var observations: ObservationLog

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("metric", \Self.metric, "the KPI"),
        Field("segment", \.segment, "part of the work, where it does not cover all"),
        Field("granularity", \.granularity, "how long one figure's period is", example: .day),
        Field("source", \.source, "where the figures come from", example: Code(validated: "crm")),
        Field("unit", \.unit, "what they are told in"),
        Field("observations", \.observations, "the figures, by date, packed into one text"))
}

/// What and when: enough to find one figure again.
struct MeasurementPlace: Hashable, Sendable {
    /// The KPI.
    var metric: Code
    /// Part of the work.
    var segment: Code?
    /// Where the figure comes from.
    var source: Code
    /// The first day measured.
    var from: CivilDate
    /// The last day measured.
    var to: CivilDate

    /// How long it is.
    var granularity: Granularity { Granularity(from, to) }

    /// In words: `csat (vip) of 2026-03-01/2026-03-31 from crm`.
    var words: String {
        let part = segment.map { " (\($0))" } ?? ""
        let days = from == to ? "\(from)" : "\(from)/\(to)"
        return "\(metric)\(part) of \(days) from \(source)"
    }
}
