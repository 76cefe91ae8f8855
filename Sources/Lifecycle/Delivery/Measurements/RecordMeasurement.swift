public import Schema

/// Records one figure.
public struct RecordMeasurement: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The KPI.
    public var metric: Code
    /// Part of the work, where it does not cover all.
    public var segment: Code?
    /// Where the figure comes from.
    public var source: Code
    /// The first day measured.
    public var from: CivilDate
    /// The last day measured; the first where absent.
    public var to: CivilDate?
    /// The exact value.
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
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("metric", \.metric, "the KPI"),
        Field("segment", \.segment, "part of the work, where it does not cover all"),
        Field("source", \.source, "where the figure comes from", example: Code(validated: "crm")),
        Field("from", \.from, "the first day measured"),
        Field("to", \.to, "the last day measured; the first where absent"),
        Field("value", \.value, "the exact value"),
        Field("numerator", \.numerator, "what is divided"),
        Field("denominator", \.denominator, "what it is divided by"),
        Field("unit", \.unit, "what it is told in"),
        Field("sample", \.sample, "how many cases stand behind it"))
    /// Its place in the catalogue.
    public static let entry = DeliveryCommand.record
    /// What a person types.
    public static let verb = "kpi record"
    /// What it does.
    public static let about = "Record one KPI figure of a period that is over."
    /// The manager's, and the feeds'.
    public static let roles: [Role] = [.manager, .feed]
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// KPI-1; a first figure for a closed period books what it changes there (KPI-3).
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try state.measure([row], state.terms, context) { refusal, _ in refusal }
    }

    /// The one row.
    var row: MeasurementRow {
        MeasurementRow(
            line: nil, metric: metric, segment: segment, source: source, from: from, to: to, value: value,
            numerator: numerator, denominator: denominator, unit: unit, sample: sample)
    }
}
