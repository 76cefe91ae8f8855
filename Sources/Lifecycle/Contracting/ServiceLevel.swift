public import Schema

/// Whether more or less is better.
public enum Direction: String, Choice {
    case higherIsBetter = "higher_is_better", lowerIsBetter = "lower_is_better"
}

/// How a period's measurements become one value.
public enum Aggregation: String, Choice {
    /// Σ value × sample ÷ Σ sample.
    case weightedMean = "weighted_mean"
    /// Σ numerator ÷ Σ denominator, times 100 where the unit is percent.
    case ratio
    case sum, last, worst
}

/// How long a service level's period is.
public enum PeriodKind: String, Choice {
    case day, week, month, quarter, year
}

/// What a missing value counts as.
public enum MissingCountsAs: String, Choice {
    /// Nothing yet: the level is not measured and an obligation is raised (KPI-4).
    case open
    /// A failure.
    case failed
}

/// What a KPI is measured in.
public enum MeasureUnit: String, Choice {
    case percent, minutes, hours, days, count, money
}

/// One agreed service level (domain.md section 3).
public struct ServiceLevel: Message, Equatable {
    /// Unique in its contract.
    public var code: Code
    /// The KPI that it judges.
    public var metric: Code
    /// Part of the work, where it does not cover all.
    public var segment: Code?
    /// Where the figures come from.
    public var source: Code?
    /// Unit of target and minimum.
    public var unit: MeasureUnit
    /// Whether more or less is better.
    public var direction: Direction
    /// Reached is met, equality included.
    public var target: Decimal
    /// Worse is failed, between is tolerated; the target where absent.
    public var minimum: Decimal?
    /// How measurements become one value.
    public var aggregation: Aggregation
    /// How long its period is.
    public var period: PeriodKind
    /// What a missing value counts as; open where absent.
    public var missing: MissingCountsAs?
    /// Whether its failure escalates at once (ESC-1).
    public var critical: Bool
    /// Fixed credit for a failed period.
    public var credit: Money?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("code", \Self.code, "unique in its contract"),
        Field("metric", \.metric, "the KPI that it judges"),
        Field("segment", \.segment, "part of the work, where it does not cover all"),
        Field("source", \.source, "where the figures come from"),
        Field("unit", \.unit, "unit of target and minimum"),
        Field("direction", \.direction, "whether more or less is better"),
        Field("target", \.target, "reached is met, equality included"),
        Field("minimum", \.minimum, "worse is failed, between is tolerated; the target where absent"),
        Field("aggregation", \.aggregation, "how a period's measurements become one value"),
        Field("period", \.period, "how long its period is", example: .month),
        Field("missing", \.missing, "what a missing value counts as; open where absent"),
        Field("critical", \.critical, "whether its failure escalates at once"),
        Field("credit", \.credit, "fixed credit for a failed period"))
}
