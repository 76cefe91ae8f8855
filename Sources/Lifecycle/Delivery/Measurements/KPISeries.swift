public import Schema

/// The figures of one identity: metric, segment, granularity and source (KPI-1).
public struct KPISeries: Message, Equatable {
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
        var line: [UInt8] = []
        spell(into: &line)
        return String(decoding: line, as: UTF8.self)
    }

    /// Byte by byte: the trail and the journal have a line of every figure.
    func spell(into line: inout [UInt8]) {
        line.reserveCapacity(96)
        metric.write(into: &line)
        if let segment {
            line += " (".utf8
            segment.write(into: &line)
            line.append(0x29)
        }
        line += " of ".utf8
        from.write(into: &line)
        if to != from {
            line.append(0x2F)
            to.write(into: &line)
        }
        line += " from ".utf8
        source.write(into: &line)
    }
}
