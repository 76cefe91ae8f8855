public import Schema

/// Thresholds of the transition.
public struct TransitionPolicy: Message, Equatable {
    /// How long a small transition takes (TRA-5).
    public var small = MonthRange(min: 3, max: 6)
    /// How long a medium transition takes (TRA-5).
    public var medium = MonthRange(min: 6, max: 12)
    /// How long a full transition takes (TRA-5).
    public var full = MonthRange(min: 12, max: 18)
    /// By how many points a provider may be worse in quality (TRA-3, house).
    public var qualityTolerance = Decimal.zero
    /// By how many percent of the reference a provider may be worse in time (TRA-3, house).
    public var timeTolerancePercent = Decimal(units: 10) ?? .zero
    /// After how many months an open access grant is certified again (TRA-6).
    public var recertificationMonths: Count = 3

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("small", \Self.small, "how long a small transition takes"),
        Field("medium", \.medium, "how long a medium transition takes"),
        Field("full", \.full, "how long a full transition takes"),
        Field("qualityTolerance", \.qualityTolerance, "points by which quality may be worse in a parallel run"),
        Field("timeTolerancePercent", \.timeTolerancePercent, "percent by which time may be worse in a parallel run"),
        Field("recertificationMonths", \.recertificationMonths, "months until open access is certified again"))

    /// The defaults of domain.md.
    public static let standard = TransitionPolicy()

    /// The range of a size.
    func range(of size: TransitionSize) -> MonthRange {
        switch size {
        case .small: small
        case .medium: medium
        case .full: full
        }
    }

    /// The tolerance by which a metric is judged.
    func tolerance(of measure: RunMeasure) -> Decimal {
        switch measure {
        case .quality: qualityTolerance
        case .time: timeTolerancePercent
        }
    }
}

/// A range of durations, in months, both ends included.
public struct MonthRange: Message, Equatable {
    /// At least.
    public var min: Count
    /// At most.
    public var max: Count

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("min", \Self.min, "at least so many months"),
        Field("max", \.max, "at most so many months"))

    /// Whether the days from the first to the last, both included, are within; beyond the calendar they are not.
    func contains(_ first: CivilDate, through last: CivilDate) -> Bool {
        guard let behind = try? last.adding(days: 1), let least = try? first.adding(months: Int(min.value)),
            let most = try? first.adding(months: Int(max.value))
        else { return false }
        return least <= behind && behind <= most
    }
}
