import Lifecycle
import Schema

/// A long list within a state, which histories compare entry by entry and not as JSON.
struct StateLog {
    /// Where it stands in the state.
    let path: String
    /// The list.
    let log: ObservationLog
}

extension StateLog {
    /// The values that differ, in the order of their days.
    static func between(_ old: [StateLog], _ new: [StateLog]) -> [Change] {
        var changes: [Change] = []
        for (index, after) in new.enumerated() {
            let before = index < old.count ? old[index].log : ObservationLog()
            if before != after.log { after.compare(before.entries[...], to: &changes) }
        }
        return changes
    }

    /// The value that the event of that position set.
    static func value(setAt position: Int64, in logs: [StateLog]) -> [Change] {
        for log in logs {
            if let last = log.log.entries.last, last.position == position { return [log.change(nil, last)] }
        }
        for log in logs {
            if let entry = log.log.entries.first(where: { $0.position == position }) { return [log.change(nil, entry)] }
        }
        return []
    }

    /// The whole list in a word, for those who ask who touched it last.
    var summary: JSON {
        guard let first = log.entries.first, let last = log.entries.last else { return .string("no figures") }
        return .string("\(log.entries.count) figures, \(first.from)/\(last.to)")
    }

    /// Position of the last event that set one of its values.
    var lastPosition: Int64? { log.entries.map(\.position).max() }

    private func compare(_ before: ArraySlice<Observation>, to changes: inout [Change]) {
        var old = before
        for entry in log.entries {
            while let first = old.first, first.from < entry.from || first.from == entry.from && first.to < entry.to {
                changes.append(change(first, nil))
                old.removeFirst()
            }
            let same = old.first.flatMap { $0.from == entry.from && $0.to == entry.to ? $0 : nil }
            if same != nil { old.removeFirst() }
            if same != entry { changes.append(change(same, entry)) }
        }
        changes += old.map { change($0, nil) }
    }

    private func change(_ old: Observation?, _ new: Observation?) -> Change {
        let days = (new ?? old).map { $0.from == $0.to ? "\($0.from)" : "\($0.from)/\($0.to)" } ?? ""
        return Change(path: "\(path)[\(days)]", old: old.map(Self.shown), new: new.map(Self.shown))
    }

    /// `95.5`, or `191/200`, with the size of the sample behind `#`.
    private static func shown(_ entry: Observation) -> JSON {
        let figure = entry.figure
        let denominator = figure.denominator.map { "/\($0)" } ?? ""
        let sample = figure.sample.map { "#\($0.value)" } ?? ""
        return .string("\(figure.number)\(denominator)\(sample)")
    }
}
