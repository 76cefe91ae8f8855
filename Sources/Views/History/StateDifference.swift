import Schema

/// Compares states as JSON, value by value. The counters of version and position, which move with every event, are
/// left out.
enum StateDifference {
    /// What an encoded state looks like as JSON.
    static func json(_ bytes: [UInt8]) -> JSON {
        let json = (try? JSON(parsing: bytes)) ?? .null
        return .object(json.members.filter { $0.key != "version" && $0.key != "position" })
    }

    /// Every value that differs between two states.
    static func between<State: ListedState>(_ old: State, _ new: State) -> [Change] {
        let (before, after) = (json(JSONWriter.encode(old.outline)), json(JSONWriter.encode(new.outline)))
        return between(before, after, but: old.logs + new.logs) + StateLog.between(old.logs, new.logs)
    }

    /// Every value that differs between two outlines; of the logs, where they stand is none.
    static func between(_ old: JSON, _ new: JSON, but logs: [StateLog]) -> [Change] {
        let paths = Set(logs.map(\.path))
        return between(old, new).filter { !paths.contains($0.path) }
    }

    /// Every value that differs, in the order of the new state, what is gone last.
    static func between(_ old: JSON?, _ new: JSON?, at path: String = "") -> [Change] {
        if old == new { return [] }
        let (before, after) = (children(old, path), children(new, path))
        if before == nil && after == nil { return [Change(path: path, old: old, new: new)] }
        var changes: [Change] = []
        if before == nil, old != nil { changes.append(Change(path: path, old: old, new: nil)) }
        changes += compare(before ?? [], after ?? [])
        if after == nil, new != nil { changes.append(Change(path: path, old: nil, new: new)) }
        return changes
    }

    /// Every value that has no parts, with its path.
    static func leaves(_ value: JSON, at path: String = "") -> [(path: String, value: JSON)] {
        guard let children = children(value, path) else { return [(path, value)] }
        return children.flatMap { leaves($0.value, at: $0.key) }
    }

    private static func compare(_ before: [JSON.Member], _ after: [JSON.Member]) -> [Change] {
        let old = Dictionary(before.map { ($0.key, $0.value) }) { first, _ in first }
        let kept = Set(after.map(\.key))
        let changed = after.flatMap { between(old[$0.key], $0.value, at: $0.key) }
        return changed + before.filter { !kept.contains($0.key) }.flatMap { between($0.value, nil, at: $0.key) }
    }

    /// The parts of an object or a list under their paths; none where the value has no parts.
    private static func children(_ value: JSON?, _ path: String) -> [JSON.Member]? {
        switch value {
        case .object(let members) where !members.isEmpty:
            members.map { JSON.Member(path.isEmpty ? $0.key : "\(path).\($0.key)", $0.value) }
        case .array(let elements) where !elements.isEmpty:
            elements.enumerated().map { JSON.Member("\(path)[\($0.offset)]", $0.element) }
        case .object, .array, .null, .boolean, .integer, .string, nil: nil
        }
    }
}
