public import Schema

/// Engagements, and the position at which the list holds.
public struct EngagementPage: Message, Hashable {
    /// Position of the last event that the list takes into account.
    public var position: Int64
    /// In the list's order.
    public var engagements: [EngagementRow]
    /// Whether the list goes on behind them.
    public var more: Bool

    /// A page.
    public init(position: Int64, engagements: [EngagementRow], more: Bool) {
        self.position = position
        self.engagements = engagements
        self.more = more
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("position", \Self.position, "position of the last event that the list takes into account"),
        Field("engagements", \.engagements, "in the list's order"),
        Field("more", \.more, "whether the list goes on behind them"))
}

/// Events of the audit trail, and the position at which the list holds.
public struct TrailPage: Message, Hashable {
    /// Position of the last event that the list takes into account.
    public var position: Int64
    /// In the list's order.
    public var events: [TrailRow]
    /// Whether the list goes on behind them.
    public var more: Bool
    /// Whether earlier ones were left out, since only the last were wanted.
    public var earlier: Bool?

    /// A page.
    public init(position: Int64, events: [TrailRow], more: Bool, earlier: Bool? = nil) {
        self.position = position
        self.events = events
        self.more = more
        self.earlier = earlier
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init(position:events:more:earlier:),
        Field("position", \Self.position, "position of the last event that the list takes into account"),
        Field("events", \.events, "in the list's order"),
        Field("more", \.more, "whether the list goes on behind them"),
        Field("earlier", \.earlier, "whether earlier ones were left out, since only the last were wanted"))
}

/// Obligations, and the position at which the list holds.
public struct ObligationPage: Message, Hashable {
    /// Position of the last event that the list takes into account.
    public var position: Int64
    /// In the list's order.
    public var obligations: [ObligationRow]
    /// Whether the list goes on behind them.
    public var more: Bool
    /// The place to go on from, where there are more.
    public var next: String?

    /// A place as ``next`` tells it: day, engagement, id.
    public static let placeExample = "2026-05-01 ENG-2026-0001 kpi-missing/2026-03/csat"

    /// A page.
    public init(position: Int64, obligations: [ObligationRow], more: Bool, next: String? = nil) {
        self.position = position
        self.obligations = obligations
        self.more = more
        self.next = next
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init(position:obligations:more:next:),
        Field("position", \Self.position, "position of the last event that the list takes into account"),
        Field("obligations", \.obligations, "in the list's order"),
        Field("more", \.more, "whether the list goes on behind them"),
        Field("next", \.next, "the place to go on from, where it does", example: ObligationPage.placeExample))
}

/// Exceptions, and the position at which the list holds.
public struct ExceptionPage: Message, Hashable {
    /// Position of the last event that the list takes into account.
    public var position: Int64
    /// In the list's order.
    public var exceptions: [ExceptionRow]
    /// Whether the list goes on behind them.
    public var more: Bool
    /// The place to go on from, where there are more.
    public var next: String?

    /// A page.
    public init(position: Int64, exceptions: [ExceptionRow], more: Bool, next: String? = nil) {
        self.position = position
        self.exceptions = exceptions
        self.more = more
        self.next = next
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init(position:exceptions:more:next:),
        Field("position", \Self.position, "position of the last event that the list takes into account"),
        Field("exceptions", \.exceptions, "in the list's order"),
        Field("more", \.more, "whether the list goes on behind them"),
        Field("next", \.next, "the place to go on from, where it does", example: "412/0"))
}

/// Providers, and the position at which the list holds.
public struct ProviderPage: Message, Hashable {
    /// Position of the last event that the list takes into account.
    public var position: Int64
    /// In the list's order.
    public var providers: [ProviderRow]
    /// Whether the list goes on behind them.
    public var more: Bool
    /// The place to go on from, where there are more.
    public var next: String?

    /// A page.
    public init(position: Int64, providers: [ProviderRow], more: Bool, next: String? = nil) {
        self.position = position
        self.providers = providers
        self.more = more
        self.next = next
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init(position:providers:more:next:),
        Field("position", \Self.position, "position of the last event that the list takes into account"),
        Field("providers", \.providers, "in the list's order"),
        Field("more", \.more, "whether the list goes on behind them"),
        Field("next", \.next, "the place to go on from, where it does", example: "PRV-1"))
}

/// Persons, and the position at which the list holds.
public struct PersonPage: Message, Hashable {
    /// Position of the last event that the list takes into account.
    public var position: Int64
    /// In the list's order.
    public var persons: [PersonRow]
    /// Whether the list goes on behind them.
    public var more: Bool
    /// The place to go on from, where there are more.
    public var next: String?

    /// A page.
    public init(position: Int64, persons: [PersonRow], more: Bool, next: String? = nil) {
        self.position = position
        self.persons = persons
        self.more = more
        self.next = next
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init(position:persons:more:next:),
        Field("position", \Self.position, "position of the last event that the list takes into account"),
        Field("persons", \.persons, "in the list's order"),
        Field("more", \.more, "whether the list goes on behind them"),
        Field("next", \.next, "the place to go on from, where it does", example: "p-mia"))
}
