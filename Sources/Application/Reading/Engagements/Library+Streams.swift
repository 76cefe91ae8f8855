import Ledger
import Lifecycle
import Schema
import Views

extension Library {
    /// Lines of a stream's events, without what they changed.
    func lines(_ stream: StreamID, from: Int64, to: Int64) throws(QueryFault) -> [TrailRow] {
        guard from <= to else { return [] }
        let first = try event(stream, from), last = try event(stream, to)
        guard let first, let last else { return [] }
        let views = try open().views
        return try QueryFault.of { () throws(ViewError) in
            try views.trail(stream: stream, from: first.position, to: last.position, limit: 1_000).events
        }
    }

    /// Entries of a stream's events, with or without what they changed.
    func lines(
        _ stream: StreamID, from: Int64, to: Int64, _ patch: Bool
    ) throws(QueryFault) -> [HistoryEntry] {
        guard patch else {
            return try lines(stream, from: from, to: to).map { HistoryEntry(event: $0, changes: []) }
        }
        let states = try open().states
        return try QueryFault.of { () throws(ViewError) in
            try states.history(stream, from: from, to: to, limit: Int(to - from + 1))
        }
    }

    /// The stored events of some versions.
    func bodies(_ stream: StreamID, _ versions: ClosedRange<Int64>) throws(QueryFault) -> [StoredEvent] {
        try ledger { (reader) throws(LedgerError) in
            var events: [StoredEvent] = []
            try reader.scan(stream: stream.name, from: versions.lowerBound) { row in
                guard row.version <= versions.upperBound else { return false }
                events.append(row.copied())
                return true
            }
            return events
        }
    }

    /// One stored event by its version.
    func event(_ stream: StreamID, _ version: Int64) throws(QueryFault) -> StoredEvent? {
        try bodies(stream, version...version).first
    }

    /// The stream's first version at a position or behind it; one more than the last where there is none.
    func version(_ stream: StreamID, at position: Int64, upTo last: Int64) throws(QueryFault) -> Int64 {
        try (1..<last + 1).firstNot { (version) throws(QueryFault) in
            try event(stream, version).map { $0.position < position } ?? false
        }
    }

    /// The stream's last version at a moment; 0 where it had no event.
    func lastVersion(_ stream: StreamID, _ moment: Moment) throws(QueryFault) -> Int64 {
        guard moment.asOf != nil else {
            return try ledger { (reader) throws(LedgerError) in try reader.version(of: stream.name) }
        }
        let states = try open().states
        return try QueryFault.of { () throws(ViewError) in try states.version(stream, asOf: moment.asOf) }
    }
}

extension StateReader {
    /// The stream's last version at a position.
    fileprivate func version(_ stream: StreamID, asOf: Int64?) throws(ViewError) -> Int64 {
        switch stream {
        case .engagement(let id): try engagement(id, asOf: asOf).version
        case .provider(let id): try provider(id, asOf: asOf).version
        case .governance: try governance(asOf: asOf).version
        }
    }
}
