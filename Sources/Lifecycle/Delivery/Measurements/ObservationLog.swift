import Schema

/// The figures of one series, by date and without overlap.
public struct ObservationLog: Hashable, Sendable {
    /// In the order of their days.
    public private(set) var entries: [Observation] = []

    /// An empty log.
    public init() {}

    /// Index of the first entry that ends on the day or later; their number where none does.
    func firstIndex(endingFrom day: CivilDate) -> Int {
        var low = 0, high = entries.count
        while low < high {
            let middle = low + (high - low) / 2
            if entries[middle].to < day { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The entry that shares a day with `from`…`to`, the earliest of them.
    func overlapping(_ from: CivilDate, _ to: CivilDate) -> Observation? {
        guard let last = entries.last, last.to >= from else { return nil }
        let index = firstIndex(endingFrom: from)
        guard index < entries.count, entries[index].from <= to else { return nil }
        return entries[index]
    }

    /// The entries whose last day lies within the days.
    func ending(in span: DateSpan) -> ArraySlice<Observation> {
        let start = firstIndex(endingFrom: span.first)
        var end = firstIndex(endingFrom: span.last)
        if end < entries.count, entries[end].to == span.last { end += 1 }
        return entries[start..<Swift.max(start, end)]
    }

    /// Adds one in its place; at the end without searching.
    ///
    /// - Returns: whether no day of it was measured before.
    mutating func add(_ entry: Observation) -> Bool {
        guard let last = entries.last, last.to >= entry.from else {
            entries.append(entry)
            return true
        }
        let index = firstIndex(endingFrom: entry.from)
        guard index == entries.count || entries[index].from > entry.to else { return false }
        entries.insert(entry, at: index)
        return true
    }

    /// Puts one in the place of that of the same days.
    ///
    /// - Returns: whether there was one.
    mutating func replace(_ entry: Observation) -> Bool {
        let index = firstIndex(endingFrom: entry.from)
        guard index < entries.count, entries[index].from == entry.from, entries[index].to == entry.to else {
            return false
        }
        entries[index] = entry
        return true
    }
}
