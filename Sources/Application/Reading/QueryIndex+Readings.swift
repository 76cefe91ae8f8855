extension QueryIndex {
    /// Interfaces that read states and views; commands have interfaces of their own.
    static let readings: [Interface] = [
        interface("org.engaged.Engagements", "Engagements as they stand and as they came to be.", [
            EngagementListQuery.self, EngagementShowQuery.self, ReadinessQuery.self, HistoryQuery.self,
            BlameQuery.self, DiffQuery.self, ScoreboardQuery.self,
        ]),
        interface("org.engaged.Registers", "Lists across engagements: parties, obligations, exceptions, the trail.", [
            ProvidersQuery.self, ProviderQuery.self, PersonsQuery.self, ObligationsQuery.self, ExceptionsQuery.self,
            TrailQuery.self, PolicyQuery.self,
        ], streams: LogStreams.described("org.engaged.Registers")),
    ]
}
