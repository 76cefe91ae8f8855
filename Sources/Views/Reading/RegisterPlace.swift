/// Where a page of a register ended, so that the next one can go on behind it.
struct RegisterPlace: Equatable {
    /// What the list is sorted by first; empty where it is sorted by key alone.
    var rank: String
    /// The row's key.
    var key: String

    /// A row's place.
    init(rank: String, key: String) {
        self.rank = rank
        self.key = key
    }

    /// A place as a page told it: an obligation's day, engagement and id, an exception's position and number,
    /// otherwise the id. What is less than a whole place lies before all that begins with it.
    init(_ text: String, in view: ViewName) {
        switch view {
        case .obligation:
            let parts = text.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            self.init(rank: parts.first ?? "", key: parts.count > 1 ? parts[1] : "")
        case .exception:
            let digits = text.prefix { $0 != "/" }
            let rank = Int64(digits).map { PositionText.of(max(0, $0)) } ?? String(digits)
            let number = text.dropFirst(digits.count)
            self.init(rank: rank, key: number.isEmpty ? "" : rank + number)
        case .trail, .engagement, .person, .provider: self.init(rank: "", key: text)
        }
    }

    /// As a page tells it.
    func text(in view: ViewName) -> String {
        switch view {
        case .obligation: rank + " " + key
        case .exception: (Int64(rank).map { "\($0)" } ?? rank) + key.dropFirst(rank.count)
        case .trail, .engagement, .person, .provider: key
        }
    }
}
