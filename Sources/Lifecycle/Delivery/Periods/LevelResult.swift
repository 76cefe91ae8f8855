public import Schema

/// How a service level stands for one period.
public enum LevelStatus: String, Choice {
    /// The target is reached, equality included.
    case met
    /// Between minimum and target, equality with the minimum included.
    case tolerated
    /// Worse than the minimum.
    case failed
    /// Figures are missing, and the level says that they stay open.
    case notMeasured = "not_measured"
    /// There was nothing to measure.
    case noDemand = "no_demand"

    /// Whether it counts in SLA compliance.
    var isMeasured: Bool {
        switch self {
        case .met, .tolerated, .failed: true
        case .notMeasured, .noDemand: false
        }
    }
}

/// One service level's result for one period, as judged by the terms of the period's first day (C7).
public struct LevelResult: Message, Equatable {
    /// The level.
    public var level: Code
    /// The KPI it judges.
    public var metric: Code
    /// How it stands.
    public var status: LevelStatus
    /// The exact value; none where there is none.
    public var value: ExactNumber?
    /// The target it was held against.
    public var target: Decimal
    /// How many figures stand behind the value.
    public var figures: Count
    /// How many figures are missing (KPI-4).
    public var missing: Count
    /// The credit that the period's failure costs.
    public var credit: Money?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("level", \Self.level, "the level"),
        Field("metric", \.metric, "the KPI it judges"),
        Field("status", \.status, "how it stands"),
        Field("value", \.value, "the exact value"),
        Field("target", \.target, "the target it was held against"),
        Field("figures", \.figures, "how many figures stand behind the value"),
        Field("missing", \.missing, "how many figures are missing"),
        Field("credit", \.credit, "the credit that the period's failure costs"))
}

extension [LevelResult] {
    /// SLA compliance in percent: met ÷ measured levels; none where none was measured.
    var compliance: Fraction? {
        let measured = filter(\.status.isMeasured).count
        let met = filter { $0.status == .met }.count
        return try? Fraction(Int128(met) * 100, over: Int128(measured))
    }
}
