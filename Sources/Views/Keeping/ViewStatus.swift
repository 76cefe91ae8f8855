public import Ledger

/// How one view stands.
public struct ViewStatus: Hashable, Sendable {
    /// Which view.
    public var view: ViewName
    /// Position of the last event folded into it; −1 before the first.
    public var position: Int64
    /// Position of the event that it could not fold, where it has stopped.
    public var stoppedAt: Int64?
    /// Why it has stopped.
    public var reason: String?
}

/// How all views stand.
public struct KeeperStatus: Hashable, Sendable {
    /// Position of the last event that every running view has taken; −1 before the first.
    public var position: Int64
    /// Each view.
    public var views: [ViewStatus]
    /// How many events have been folded since the start; 0 where the views were current.
    public var eventsFolded: Int64
    /// Why keeping has ended, where the ledger or the views' file failed.
    public var failure: String?
}

/// What the operator should hear of.
public enum ViewIncident: Equatable, Sendable {
    /// The file was deleted and is built anew, because of this.
    case discarded(reason: String)
    /// A view cannot fold an event, and stays where it is; the others go on.
    case stopped(view: ViewName, at: Int64, reason: String)
    /// A rebuild gave other rows than the live view had; the rebuilt ones serve now.
    case differed(view: ViewName, at: Int64)
    /// Keeping has ended: the ledger or the views' file failed.
    case failed(LedgerError)
}

extension ViewIncident: CustomStringConvertible {
    /// A sentence for the journal.
    public var description: String {
        switch self {
        case .discarded(let reason):
            "the views are built anew from the ledger, because of those that were there: \(reason)"
        case .stopped(let view, let position, let reason):
            "the view \(view.rawValue) has stopped at position \(position): \(reason)"
        case .differed(let view, let position):
            "the view \(view.rawValue) had other rows at position \(position) than the ledger gives; the rebuilt ones "
                + "serve now"
        case .failed(let error): "the views are not kept any longer: \(error)"
        }
    }
}

/// What a rebuild found.
public struct RebuildReport: Hashable, Sendable {
    /// The position at which live and rebuilt views were compared.
    public var position: Int64
    /// How many events were folded.
    public var events: Int64
    /// Digest of each view as rebuilt, in lower-case hexadecimal.
    public var digests: [ViewName: String]
    /// Views whose live rows were others.
    public var differing: [ViewName]
}

/// How views are kept. The defaults are what the daemon runs with.
public struct ViewOptions: Sendable {
    /// How long news is gathered before it is folded, unless somebody waits for it, in milliseconds.
    public var coalescingMilliseconds = 50
    /// After how many events a commit comes at the latest.
    public var batchEventsMax: Int64 = 8_192
    /// How many bytes of event bodies the states kept in memory may come from.
    public var stateBytesMax = 8 << 20
    /// After how many events of a stream a snapshot is due; later ones come at growing distances.
    public var snapshotEvents: Int64 = 256

    /// The daemon's options.
    public init() {}
}
