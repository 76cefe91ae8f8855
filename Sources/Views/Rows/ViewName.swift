public import Schema

/// The views there are; the raw value is also the table's name.
public enum ViewName: String, Choice {
    /// One row per event.
    case trail
    /// One row per engagement and time: what the list shows.
    case engagement
    /// Everything that falls or fell due.
    case obligation
    /// Everything that governance lists.
    case exception
    /// Persons and their Unix users.
    case person
    /// Providers.
    case provider

    /// Raised whenever the same events would give other rows; the views are then built anew.
    var foldVersion: Int64 {
        switch self {
        case .trail: 2  // 1 had titles and legal names in its lines
        case .engagement, .obligation, .exception, .person, .provider: 1
        }
    }
}
