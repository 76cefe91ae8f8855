public import Lifecycle
public import Schema

/// What the list says of one engagement.
public struct EngagementRow: Message, Hashable {
    /// Its id.
    public var id: EngagementID
    /// Where in its life it stands.
    public var phase: Phase
    /// Since which day it stands there.
    public var entered: CivilDate
    /// What it is called.
    public var title: Label
    /// Who buys.
    public var client: Label
    /// Which kind of work goes out.
    public var function: BusinessFunction
    /// Who answers for it.
    public var owner: PersonHandle
    /// The provider chosen or contracted last.
    public var provider: ProviderID?
    /// The way forward; none where there is none.
    public var gate: Gate?
    /// Gates at which a review waits for its second person.
    public var reviews: [Gate]
    /// How many obligations are open.
    public var obligations: Int64
    /// The first day on which one of them falls due.
    public var due: CivilDate?
    /// Version of its stream.
    public var version: Int64
    /// Position of the event since which the rest has held.
    public var since: Int64

    /// A row.
    public init(
        id: EngagementID, phase: Phase, entered: CivilDate, title: Label, client: Label, function: BusinessFunction,
        owner: PersonHandle, provider: ProviderID?, gate: Gate?, reviews: [Gate], obligations: Int64, due: CivilDate?,
        version: Int64, since: Int64
    ) {
        self.id = id
        self.phase = phase
        self.entered = entered
        self.title = title
        self.client = client
        self.function = function
        self.owner = owner
        self.provider = provider
        self.gate = gate
        self.reviews = reviews
        self.obligations = obligations
        self.due = due
        self.version = version
        self.since = since
    }

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("id", \Self.id, "its id"),
        Field("phase", \.phase, "where in its life it stands"),
        Field("entered", \.entered, "since which day it stands there"),
        Field("title", \.title, "what it is called"),
        Field("client", \.client, "who buys", example: "Example Insurance Ltd"),
        Field("function", \.function, "which kind of work goes out"),
        Field("owner", \.owner, "who answers for it"),
        Field("provider", \.provider, "the provider chosen or contracted last"),
        Field("gate", \.gate, "the way forward"),
        Field("reviews", \.reviews, "gates at which a review waits for its second person"),
        Field("obligations", \.obligations, "how many obligations are open"),
        Field("due", \.due, "the first day on which one of them falls due"),
        Field("version", \.version, "version of its stream"),
        Field("since", \.since, "position of the event since which the rest has held"))
}
