public import Schema

/// The life of an engagement begins: a process is looked at for handing over.
public struct EngagementOpened: Event {
    /// What it is opened with.
    public var profile: Profile

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("profile", \Self.profile, "what the engagement is opened with"))
    /// Its place in the catalogue.
    public static let entry = EngagementEvent.opened
    /// What it records.
    public static let about = "An engagement was opened: a process is considered for outsourcing."
    /// Only ever the first.
    public static let phases = PhaseSet(.selection)
    /// Without a gate.
    public static let entersPhase: Phase? = .selection
    /// A change of phase.
    public static let attention = Attention.notice

    /// Begins in selection.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard state.profile == nil else { throw IllegalEvent("opened twice") }
        state.profile = profile
        state.enter(.selection, fact)
    }

    /// It entered its first phase.
    public func postings(_ fact: Fact, _ state: Engagement) -> [Posting] {
        [.phaseEntered(.selection, entry: 1)]
    }

    /// The trail's line.
    public var summary: String { "opened in \(profile.country)" }
}

/// Opens an engagement.
public struct OpenEngagement: Command {
    /// The new engagement's id.
    public var engagement: EngagementID
    /// What it is opened with.
    public var profile: Profile

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the new engagement's id"),
        Field("profile", \.profile, "what it is opened with"))
    /// Its place in the catalogue.
    public static let entry = EngagementCommand.open
    /// What a person types.
    public static let verb = "engagement open"
    /// What it does.
    public static let about = "Open an engagement: consider a process for outsourcing."
    /// The stream must be new.
    public static let opensStream: Bool? = true
    /// Its own.
    public var stream: StreamID { .engagement(engagement) }

    /// Owner and deputy must be known persons, and two.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        try context.governance.requireKnown(profile.owner)
        if let deputy = profile.deputy { try context.governance.requireKnown(deputy) }
        guard profile.owner != profile.deputy else { throw Refusal(.form, "Owner and deputy are the same person.") }
        try profile.requireSound(context)
        return Decision(EngagementOpened(profile: profile))
    }
}
