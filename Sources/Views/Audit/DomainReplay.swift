import Ledger
import Lifecycle
import Schema

/// Replays every stream by the domain's own rules, one after the other, so that memory holds one state at a time.
struct DomainReplay {
    private let streams: [String]
    private var authors = AuthorMemory()
    private(set) var faults: [LedgerFault] = []
    /// How many events were replayed.
    private(set) var count: Int64 = 0

    init(streams: [String]) { self.streams = streams }

    mutating func run(_ reader: LedgerReader, size: Int64, _ progress: (Int64) -> Void) throws(LedgerError) {
        for name in streams {
            switch StreamID(name: name) {
            case .engagement(let id)?: try replay(Engagement.self, .engagement(id), reader, size, progress)
            case .provider(let id)?: try replay(Provider.self, .provider(id), reader, size, progress)
            case .governance?: try replay(Governance.self, .governance, reader, size, progress)
            case nil: try look(name, reader, size)
            }
        }
        progress(size)
    }

    private mutating func replay<State: StreamState>(
        _ type: State.Type, _ stream: StreamID, _ reader: LedgerReader, _ size: Int64, _ progress: (Int64) -> Void
    ) throws(LedgerError) {
        var state = State.initial(stream)
        try reader.scan(stream: stream.name, from: 1) { row in
            guard row.position < size else { return false }
            fold(row, into: &state)
            count += 1
            if count % 65_536 == 0 { progress(count) }
            return true
        }
    }

    /// A stream of no kind that the domain knows has bodies all the same.
    private mutating func look(_ stream: String, _ reader: LedgerReader, _ size: Int64) throws(LedgerError) {
        try reader.scan(stream: stream, from: .min) { row in
            guard row.position < size else { return false }
            if let fault = BodyForm.fault(row) { faults.append(fault) }
            return true
        }
    }

    /// An event that history does not allow changes nothing; the replay goes on behind it.
    private mutating func fold<State: StreamState>(_ row: borrowing EventRow, into state: inout State) {
        do throws(LedgerError) {
            try state.fold(row, &authors)
        } catch {
            if let fault = BodyForm.fault(row) { faults.append(fault) }
            guard case .fault(let fault) = error else { return }
            faults.append(LedgerFault(.illegal, at: row.position, "\(row.type) in \(row.stream)",
                                      expected: fault.expected, found: fault.found))
            state.version = row.version
            state.position = row.position
        }
    }
}
