import Schema

extension QueryIndex {
    /// Every reading interface.
    static let interfaces: [Interface] = [
        ledger,
        interface("org.engaged.Identity", "Who the daemon takes the caller for.", [WhoAmIQuery.self]),
    ] + readings

    private static var ledger: Interface {
        var ledger = interface("org.engaged.Ledger", "The log itself: head, records, subscription.", [
            HeadQuery.self, ReadQuery.self, ViewsQuery.self, RebuildViewsQuery.self, ConfirmTimeQuery.self,
            TextsQuery.self, LastCheckpointQuery.self, LastBackupQuery.self, ConfirmBackupQuery.self,
        ])
        ledger.streams = [VarlinkInterface.Method(
            name: "Subscribe", about: "The log from a position, then what comes; call with more.",
            parameters: SubscribeRequest.shape, reply: SubscribeReply.shape)]
            + LogStreams.described(ledger.name)
        return ledger
    }

    /// Every query.
    static let all = interfaces.flatMap(\.queries)
}
