import Schema

extension QueryIndex {
    /// Every reading interface.
    static let interfaces: [Interface] = [
        ledger,
        interface("org.engaged.Operations", "How the daemon does.", [MetricsQuery.self, HealthQuery.self]),
        interface("io.systemd.service", "What systemd's own services offer.", [
            PingQuery.self, ReloadQuery.self, SetLogLevelQuery.self,
        ]),
        interface("org.engaged.Identity", "Who the daemon takes the caller for.", [WhoAmIQuery.self]),
    ] + readings

    private static var ledger: Interface {
        let about = "The log itself: head, records, proofs, checkpoints, copies, subscription."
        var ledger = interface("org.engaged.Ledger", about, [
            HeadQuery.self, ReadQuery.self, ProveInclusionQuery.self, ProveConsistencyQuery.self,
            CheckpointsQuery.self, CheckpointQuery.self, RotateKeyQuery.self, ViewsQuery.self, RebuildViewsQuery.self,
            ConfirmTimeQuery.self, TextsQuery.self, LastBackupQuery.self, ConfirmBackupQuery.self,
        ])
        ledger.streams = [
            VarlinkInterface.Method(
                name: "Subscribe", about: "The log from a position, then what comes; call with more.",
                parameters: SubscribeRequest.shape, reply: SubscribeReply.shape),
            VarlinkInterface.Method(
                name: "Verify", about: "Everything that can be verified, with progress; call with more.",
                parameters: VerifyRequest.shape, reply: VerifyReply.shape),
        ] + LogStreams.described(ledger.name)
        return ledger
    }

    /// Every query.
    static let all = interfaces.flatMap(\.queries)
}
