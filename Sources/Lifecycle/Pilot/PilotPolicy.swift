public import Schema

/// Thresholds of the pilot.
public struct PilotPolicy: Message, Equatable {
    /// The shortest pilot without a waiver, in days, both ends counted (PIL-2).
    public var daysMin: Count = 30
    /// The longest pilot without a warning, in days, both ends counted (PIL-2).
    public var daysMax: Count = 90
    /// From which share of missed benchmarks on a pilot fails, in percent (PIL-3, house).
    public var failsAtPercent = Decimal(units: 50) ?? .zero
    /// KPIs whose absence from the benchmarks warns (PIL-1).
    public var defaultMetrics: [Code] = ["sla-compliance", "error-rate", "aht", "csat", "cost-per-transaction"]
        .compactMap { Code($0) }

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("daysMin", \Self.daysMin, "shortest pilot without a waiver, both ends counted"),
        Field("daysMax", \.daysMax, "longest pilot without a warning, both ends counted"),
        Field("failsAtPercent", \.failsAtPercent, "share of missed benchmarks from which on a pilot fails"),
        Field("defaultMetrics", \.defaultMetrics, "KPIs whose absence from the benchmarks warns"))

    /// The defaults of domain.md.
    public static let standard = PilotPolicy()
}
