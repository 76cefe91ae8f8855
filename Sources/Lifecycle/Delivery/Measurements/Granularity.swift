public import Schema

/// How long one figure's period is: part of a measurement's identity (KPI-1), read off its two dates.
public enum Granularity: String, Choice {
    case day, week, month, quarter, year
    /// Any other run of days, as the blocks of a pilot.
    case span

    /// What the days from `first` to `last` are; a week is Monday to Sunday.
    init(_ first: CivilDate, _ last: CivilDate) {
        guard first != last else { self = .day; return }
        guard let span = DateSpan(first, through: last) else { self = .span; return }
        self = Granularity.calendar.first { $0.0.isPeriod(span) }?.1 ?? .span
    }

    /// The calendar's period of this length; none for any other run of days.
    var period: ReportingPeriod? {
        switch self {
        case .day: .day
        case .week: .week
        case .month: .month
        case .quarter: .quarter
        case .year: .year
        case .span: nil
        }
    }

    private static let calendar: [(ReportingPeriod, Granularity)] = [
        (.week, .week), (.month, .month), (.quarter, .quarter), (.year, .year),
    ]
}

extension PeriodKind {
    /// The calendar's periods of this kind.
    var period: ReportingPeriod {
        switch self {
        case .day: .day
        case .week: .week
        case .month: .month
        case .quarter: .quarter
        case .year: .year
        }
    }
}
