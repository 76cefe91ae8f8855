import Ledger
import Lifecycle

/// The blames asked for last, to be folded on from where they are. Used under its lock only.
final class BlameShelf {
    let lock = ThreadLock()
    private var kept: [(stream: StreamID, blame: AnyObject)] = []
    private static let keptMax = 4

    /// One that has not come further than the limit: the kept one, taken off the shelf, or a new one.
    func blame<State: ListedState>(_ stream: StreamID, _ limit: StateLimit) -> StateBlame<State> {
        if let index = kept.firstIndex(where: { $0.stream == stream }),
            let blame = kept[index].blame as? StateBlame<State>, limit.allows(blame.walk.state)
        {
            kept.remove(at: index)
            return blame
        }
        return StateBlame(stream)
    }

    /// Keeps one, unless one of the stream that has come further is kept already.
    func keep(_ blame: AnyObject, _ stream: StreamID) {
        guard !kept.contains(where: { $0.stream == stream }) else { return }
        if kept.count >= Self.keptMax { kept.removeFirst() }
        kept.append((stream, blame))
    }
}
