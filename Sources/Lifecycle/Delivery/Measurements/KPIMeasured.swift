public import Schema

/// A figure was measured (KPI-1).
public struct KPIMeasured: Event {
    /// The KPI.
    public var metric: Code
    /// Part of the work, where it does not cover all.
    public var segment: Code?
    /// Where the figure comes from.
    public var source: Code
    /// The first day measured.
    public var from: CivilDate
    /// The last day measured.
    public var to: CivilDate
    /// The exact value, or nothing where numerator and denominator are given.
    public var value: Decimal?
    /// What is divided.
    public var numerator: Decimal?
    /// What it is divided by.
    public var denominator: Decimal?
    /// What it is told in.
    public var unit: MeasureUnit
    /// How many cases stand behind it.
    public var sample: Count?

    /// One description of the message.
    public static let fields = Fields(
        Self.init(metric:segment:source:from:to:value:numerator:denominator:unit:sample:),
        Field("metric", \Self.metric, "the KPI"),
        Field("segment", \.segment, "part of the work, where it does not cover all"),
        Field("source", \.source, "where the figure comes from", example: Code(validated: "crm")),
        Field("from", \.from, "the first day measured"),
        Field("to", \.to, "the last day measured; with the first it says how long the period is"),
        Field("value", \.value, "the exact value, where no numerator and denominator are given"),
        Field("numerator", \.numerator, "what is divided"),
        Field("denominator", \.denominator, "what it is divided by"),
        Field("unit", \.unit, "what it is told in"),
        Field("sample", \.sample, "how many cases stand behind it"))
    /// Its place in the catalogue.
    public static let entry = DeliveryEvent.measured
    /// What it records.
    public static let about = "A KPI was measured for a period that is over."
    /// From the first signature until closed (LIFE-1).
    public static let phases = PhaseSet.fromContracting
    /// No register lists figures: the trail's row is all that views keep of it.
    public static let needsState = false

    /// Where it belongs.
    var place: MeasurementPlace {
        MeasurementPlace(metric: metric, segment: segment, source: source, from: from, to: to)
    }

    /// Keeps the figure.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let figure = Figure(value: value, numerator: numerator, denominator: denominator, sample: sample) else {
            throw IllegalEvent("neither a value nor numerator and denominator")
        }
        try state.delivery.record(figure, unit, at: place, position: fact.position)
    }

    /// A figure of that metric.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [.measured(metric: metric.rawValue, on: to)]
    }

    /// The trail's line.
    public var summary: String {
        var line: [UInt8] = []
        place.spell(into: &line)
        line += ": ".utf8
        if let value {
            value.write(into: &line)
        } else {
            (numerator ?? .zero).write(into: &line)
            line.append(0x2F)
            (denominator ?? .zero).write(into: &line)
        }
        line.append(0x20)
        line += unit.shown.utf8
        return String(decoding: line, as: UTF8.self)
    }
}

extension KPIMeasured {
    /// The event of a figure that was admitted.
    init(_ figure: Figure, _ unit: MeasureUnit, at place: MeasurementPlace) {
        self.init(
            metric: place.metric, segment: place.segment, source: place.source, from: place.from, to: place.to,
            value: figure.value, numerator: figure.numerator, denominator: figure.denominator, unit: unit,
            sample: figure.sample)
    }
}
