extension Running {
    /// Holds the whole ledger against itself once we serve, at low priority; a fault ends the daemon.
    func startFullCheck(fail: @escaping @Sendable (DaemonFault) -> Void) {}
}
