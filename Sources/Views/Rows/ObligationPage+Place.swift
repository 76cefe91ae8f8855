import Lifecycle
import Schema

extension ObligationPage {
    /// Whether a text is a place of the list: a day, engagement and id, or the day alone.
    public static func isPlace(_ text: String) -> Bool {
        let parts = text.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false).map(String.init)
        guard CivilDate(parts[0]) != nil else { return false }
        return parts.count == 1 || parts.count == 3 && EngagementID(parts[1]) != nil && !parts[2].isEmpty
    }
}

extension ExceptionPage {
    /// Whether a text is a place of the list: a position and a number, or the position alone.
    public static func isPlace(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { Int64($0).map { $0 >= 0 } == true && $0.first != "+" }
    }
}
