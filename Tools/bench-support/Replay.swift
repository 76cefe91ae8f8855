import Ledger
import Lifecycle
import Views

/// Reads, decodes and folds every event, in the order of the log, each into its stream's state.
enum Replay {
    /// Runs over the ledger of a folder.
    static func run(_ folder: String) throws(LedgerError) -> String {
        let reader = try LedgerReader(path: folder + "/state/ledger.db")
        let streams = Streams()
        let timing = Timing()
        var events: Int64 = 0
        try reader.scan(0..<Int64.max) { (row) throws(LedgerError) in
            try streams.fold(row)
            events += 1
            return true
        }
        return timing.figures(events)
    }
}

/// The states folded so far.
private final class Streams {
    private var governance = Governance.initial(.governance)
    private var engagements: [Engagement] = []
    private var places: [String: Int] = [:]

    func fold(_ row: borrowing EventRow) throws(LedgerError) {
        let name = row.stream
        if name == StreamID.governance.name { return try governance.fold(row) }
        if let place = places[name] { return try engagements[place].fold(row) }
        guard let stream = StreamID(name: name), case .engagement = stream else { return }
        var state = Engagement.initial(stream)
        try state.fold(row)
        places[name] = engagements.count
        engagements.append(state)
    }
}
