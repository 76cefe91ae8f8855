/// How two sets of terms become one, field by field.
enum TermsMerge: Sendable {
    /// What the change says, otherwise what was (CON-7).
    case overlay
    /// What was, of those fields only that the change touches: an amendment's "from".
    case excerpt

    func one<T>(_ old: T?, _ new: T?) -> T? {
        switch self {
        case .overlay: new ?? old
        case .excerpt: new == nil ? nil : old
        }
    }

    func list<T>(_ old: [T], _ new: [T]) -> [T] {
        switch self {
        case .overlay: new.isEmpty ? old : new
        case .excerpt: new.isEmpty ? [] : old
        }
    }

    func group<T: TermsGroup>(_ old: T?, _ new: T?) -> T? {
        let merged = (old ?? T()).merged(new ?? T(), self)
        return merged == T() ? nil : merged
    }
}

/// A group of terms whose fields may each be absent.
protocol TermsGroup: Equatable {
    /// Nothing said.
    init()
    /// This group and a change as one.
    func merged(_ change: Self, _ how: TermsMerge) -> Self
}
