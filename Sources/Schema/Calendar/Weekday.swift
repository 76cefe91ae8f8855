/// A day of the week, in ISO 8601 order.
public enum Weekday: String, CaseIterable, Sendable, Hashable {
    /// ISO 1.
    case monday
    /// ISO 2.
    case tuesday
    /// ISO 3.
    case wednesday
    /// ISO 4.
    case thursday
    /// ISO 5.
    case friday
    /// ISO 6.
    case saturday
    /// ISO 7.
    case sunday

    /// The day `number` days after Monday, 0–6; any other number counts as Sunday.
    init(mondayBased number: Int) {
        switch number {
        case 0: self = .monday
        case 1: self = .tuesday
        case 2: self = .wednesday
        case 3: self = .thursday
        case 4: self = .friday
        case 5: self = .saturday
        default: self = .sunday
        }
    }

    /// Monday 1 … Sunday 7 (ISO 8601).
    public var isoNumber: Int {
        switch self {
        case .monday: 1
        case .tuesday: 2
        case .wednesday: 3
        case .thursday: 4
        case .friday: 5
        case .saturday: 6
        case .sunday: 7
        }
    }
}
