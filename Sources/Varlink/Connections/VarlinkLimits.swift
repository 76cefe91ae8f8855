/// Bounds on what callers may cost. All are policy; the defaults suit a daemon of one machine.
public struct VarlinkLimits: Sendable {
    /// Longest frame, in bytes without its NUL.
    public var frameBytesMax = 16 << 20
    /// Bytes that all connections of one event loop may hold in both directions; the greatest holder has to go.
    public var heldBytesMax = 40 << 20
    /// Connections in all.
    public var connectionsMax = 1024
    /// Connections of one user; root counts as a user.
    public var connectionsPerUserMax = 256
    /// Connections of strangers in all (``VarlinkService/isStranger(_:)``), beside the others: whoever has business
    /// here always gets in, however many who have none hold on to theirs.
    public var strangerConnectionsMax = 64
    /// Connections of one stranger.
    public var strangerConnectionsPerUserMax = 8
    /// How long a connection may do nothing.
    public var idleTimeout = Duration.seconds(600)
    /// How long a frame may take from its first byte to its NUL.
    public var frameTimeout = Duration.seconds(30)
    /// How long replies may lie untaken.
    public var slowReaderTimeout = Duration.seconds(30)
    /// Error sent before a connection is closed for passing a limit, with the parameters `{limit, max}`;
    /// nothing is sent where absent.
    public var limitError: String?

    /// The defaults.
    public init() {}

    /// How often the time-outs are looked at: four times within the shortest, at most once a second.
    var sweepInterval: Duration {
        let shortest = min(idleTimeout, frameTimeout, slowReaderTimeout)
        return max(.milliseconds(10), min(.seconds(1), shortest / 4))
    }

    func failure(_ limit: StaticString, _ max: Int) -> VarlinkFailure? {
        limitError.map { VarlinkFailure($0, parameters: Array(#"{"limit":"\#(limit)","max":\#(max)}"#.utf8)) }
    }
}
