extension QueryIndex {
    /// Every reading interface.
    static let interfaces: [Interface] = [
        interface("org.engaged.Ledger", "The log itself: head, records, subscription.", [
            HeadQuery.self, ReadQuery.self,
        ]),
        interface("org.engaged.Identity", "Who the daemon takes the caller for.", [WhoAmIQuery.self]),
    ] + readings

    /// Every query.
    static let all = interfaces.flatMap(\.queries)
}
