public import Ledger

/// Why a view did not answer.
public enum ViewError: Error, Equatable, Sendable {
    /// There is no such stream, or there was none at that position.
    case notFound(stream: String)
    /// The views have not come so far; they stand at `position`.
    case behind(position: Int64)
    /// A row of the views is not what it should be: delete them, or rebuild.
    case damaged(String)
    /// The ledger or the file of the views did not do what it was asked.
    case ledger(LedgerError)
}

extension ViewError: CustomStringConvertible {
    /// One line for a person.
    public var description: String {
        switch self {
        case .notFound(let stream): "there is no \(stream)"
        case .behind(let position): "the views stand at position \(position)"
        case .damaged(let what): "the views are damaged: \(what)"
        case .ledger(let error): error.description
        }
    }
}
