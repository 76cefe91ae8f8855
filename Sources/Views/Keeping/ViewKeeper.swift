/// Keeps the views up with the ledger, on a thread of its own.
public final class ViewKeeper: Sendable {
    /// Opens the views' file, or begins a new one where it is absent, damaged, foreign or ahead of the ledger.
    ///
    /// The ledger must be open for writing in this process, or closed.
    /// - Parameters:
    ///   - path: where the file lies; more files stand beside it, their names starting with its name.
    ///   - onIncident: called from any thread; must not block.
    public init(
        path: String, ledger: String, options: ViewOptions = ViewOptions(),
        onIncident: @escaping @Sendable (ViewIncident) -> Void
    ) throws(ViewError) {}

    /// Folds all there is; for before READY. Blocks.
    ///
    /// - Parameter progress: position reached and the ledger's last one, after every batch.
    public func catchUp(progress: (_ position: Int64, _ last: Int64) -> Void = { _, _ in }) throws(ViewError) {}

    /// Says that the ledger has grown. Cheap, from any thread.
    public func advance() {}

    /// Position of the last event that every running view has taken; −1 before the first.
    public var position: Int64 { -1 }

    /// How all views stand.
    public var status: KeeperStatus { KeeperStatus(position: -1, views: [], eventsFolded: 0, failure: nil) }

    /// Waits until the views have come to a position; folds at once. Blocks the thread.
    ///
    /// - Returns: whether they have.
    public func waitFor(position: Int64, timeoutMilliseconds: Int) -> Bool { false }

    /// Waits until the views have come to a position; folds at once. Blocks no thread.
    ///
    /// - Returns: whether they have.
    public func reached(position: Int64, timeoutMilliseconds: Int) async -> Bool { false }

    /// Builds the views anew beside the live ones, compares both and puts the new ones in their place. Blocks.
    public func rebuild() throws(ViewError) -> RebuildReport {
        RebuildReport(position: -1, events: 0, digests: [:], differing: [])
    }

    /// Ends keeping; what was folded is committed. Blocks until it is.
    public func stop() {}
}
