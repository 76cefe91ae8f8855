import Varlink

extension Configuration {
    /// Bounds of the socket.
    var limits: VarlinkLimits {
        var limits = VarlinkLimits()
        limits.frameBytesMax = frameBytesMax
        limits.connectionsMax = connectionsMax
        limits.connectionsPerUserMax = connectionsPerUserMax
        limits.limitError = "org.engaged.Ledger.Busy"
        return limits
    }
}
