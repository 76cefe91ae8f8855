import Ledger
public import Lifecycle
import Schema

extension StateReader {
    /// Every value of a stream's state, with the event that set it last. A value that never changed is the first
    /// event's. The figures of a series stand together in one row; `history` tells them apart.
    ///
    /// The first call for a stream folds all of it; later ones go on from there.
    /// - Throws: `ViewError.notFound` where the stream has no event yet.
    public func blame(_ stream: StreamID, asOf: Int64? = nil) throws(ViewError) -> [BlameRow] {
        switch stream {
        case .engagement: try blame(stream, Engagement.self, asOf ?? .max)
        case .provider: try blame(stream, Provider.self, asOf ?? .max)
        case .governance: try blame(stream, Governance.self, asOf ?? .max)
        }
    }

    private func blame<State: ListedState>(
        _ stream: StreamID, _ type: State.Type, _ position: Int64
    ) throws(ViewError) -> [BlameRow] {
        let limit = StateLimit(position: position)
        return try blames.lock.held { () throws(ViewError) in
            let blame: StateBlame<State> = blames.blame(stream, limit)
            let rows = try ViewError.ledger { () throws(LedgerError) in
                try blame.bringOn(to: limit, ledger)
                return try blame.rows(ledger)
            }
            guard blame.walk.state.version > 0 else { throw .notFound(stream: stream.name) }
            blames.keep(blame, stream)
            return rows
        }
    }
}
