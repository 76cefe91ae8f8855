public import Schema

/// One row of figures, as a file has them (KPI-5).
public struct MeasurementRow: Message, Equatable {
    /// Its line in the file, for messages; its place among the rows where absent.
    public var line: Count?
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
    /// What is divided; alone it is a value.
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
        Field("line", \Self.line, "its line in the file, for messages; its place among the rows where absent"),
        Field("metric", \.metric, "the KPI"),
        Field("segment", \.segment, "part of the work, where it does not cover all"),
        Field("source", \.source, "where the figure comes from", example: Code(validated: "crm")),
        Field("from", \.from, "the first day measured"),
        Field("to", \.to, "the last day measured; the first where absent"),
        Field("value", \.value, "the exact value"),
        Field("numerator", \.numerator, "what is divided; alone it is a value"),
        Field("denominator", \.denominator, "what it is divided by"),
        Field("unit", \.unit, "what it is told in"),
        Field("sample", \.sample, "how many cases stand behind it"))

    /// Where it belongs.
    var place: MeasurementPlace {
        MeasurementPlace(metric: metric, segment: segment, source: source, from: from, to: to ?? from)
    }

    /// What it says.
    ///
    /// - Throws: where value, numerator and denominator do not make one figure.
    func figure() throws(Refusal) -> Figure {
        let alone = denominator == nil && value == nil ? numerator : nil
        guard let figure = Figure(
            value: value ?? alone, numerator: alone == nil ? numerator : nil, denominator: denominator, sample: sample)
        else {
            throw Refusal(.form, "\(place.words) needs a value, or numerator and denominator.")
        }
        return figure
    }
}
