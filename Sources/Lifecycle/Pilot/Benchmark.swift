public import Schema

/// One KPI by which a pilot is measured (PIL-1).
public struct Benchmark: Message, Equatable {
    /// The KPI.
    public var metric: Code
    /// Its unit.
    public var unit: MeasureUnit
    /// Whether more or less is better.
    public var direction: Direction
    /// The figure before the pilot; absent where the process is new.
    public var baseline: Decimal?
    /// What must be reached, equality included.
    public var target: Decimal
    /// Whether missing it fails the pilot by itself.
    public var critical: Bool

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("metric", \Self.metric, "the KPI"),
        Field("unit", \.unit, "its unit"),
        Field("direction", \.direction, "whether more or less is better"),
        Field("baseline", \.baseline, "the figure before the pilot; absent where the process is new"),
        Field("target", \.target, "what must be reached, equality included"),
        Field("critical", \.critical, "whether missing it fails the pilot by itself"))
}
