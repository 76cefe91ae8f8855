public import Schema

/// What a correction changes: only the fields that are there.
public struct ProfileCorrection: Message, Equatable {
    /// What it is called.
    public var title: Label?
    /// Which kind of work goes out.
    public var function: BusinessFunction?
    /// What `other` means.
    public var functionNote: Label?
    /// Who employs, directs and selects.
    public var model: EngagementModel?
    /// Who buys.
    public var client: Label?
    /// The client's country.
    public var country: CountryCode?
    /// The client's industry.
    public var industry: Code?
    /// Languages of the work; all of them, where any is given.
    public var languages: [Code]
    /// Expected items a month.
    public var expectedVolume: Count?
    /// Workplaces.
    public var seats: Count?
    /// Its calendar's zone.
    public var zone: ZoneID?
    /// Why it goes out; all of them, where any is given.
    public var objectives: [Objective]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("title", \Self.title, "what it is called"),
        Field("function", \.function, "which kind of work goes out"),
        Field("functionNote", \.functionNote, "what other means"),
        Field("model", \.model, "engagement model as declared"),
        Field("client", \.client, "who buys"),
        Field("country", \.country, "the client's country, ISO 3166-1 alpha-2"),
        Field("industry", \.industry, "the client's industry"),
        Field("languages", \.languages, "languages of the work, all of them"),
        Field("expectedVolume", \.expectedVolume, "expected items a month"),
        Field("seats", \.seats, "workplaces"),
        Field("zone", \.zone, "time zone of its calendar"),
        Field("objectives", \.objectives, "why it goes out, all of them"))

    /// The profile with the given fields put over it.
    func applied(to profile: Profile) -> Profile {
        var profile = profile
        if let title { profile.title = title }
        if let function { profile.function = function }
        if let functionNote { profile.functionNote = functionNote }
        if let model { profile.model = model }
        if let client { profile.client = client }
        if let country { profile.country = country }
        if let industry { profile.industry = industry }
        if !languages.isEmpty { profile.languages = languages }
        if let expectedVolume { profile.expectedVolume = expectedVolume }
        if let seats { profile.seats = seats }
        if let zone { profile.zone = zone }
        if !objectives.isEmpty { profile.objectives = objectives }
        return profile
    }
}

/// A descriptive field was mistyped and is put right; history keeps both (domain.md section 8).
public struct EngagementCorrected: Event {
    /// The fields that change.
    public var changes: ProfileCorrection
    /// Why.
    public var reason: Text

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("changes", \Self.changes, "the fields that change"),
        Field("reason", \.reason, "why"))
    /// Its place in the catalogue.
    public static let entry = EngagementEvent.corrected
    /// What it records.
    public static let about = "Descriptive fields of the engagement were corrected."
    /// Even when all is over (EXI-3).
    public static let phases = PhaseSet.any

    /// Only the given fields change.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard let profile = state.profile else { throw IllegalEvent("corrected before it was opened") }
        state.profile = changes.applied(to: profile)
    }

    /// The trail's line.
    public var summary: String { "profile corrected" }
}

/// Corrects descriptive fields.
public struct CorrectEngagement: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// The fields that change.
    public var changes: ProfileCorrection

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("changes", \.changes, "the fields that change"))
    /// Its place in the catalogue.
    public static let entry = EngagementCommand.correct
    /// What a person types.
    public static let verb = "engagement correct"
    /// What it does.
    public static let about = "Correct descriptive fields of the engagement; history keeps both."
    /// Domain.md section 8, Reason.
    public static let needsReason = true
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// What changes nothing is nothing.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let profile = try state.admit(EngagementCorrected.self, context)
        let reason = try context.demandedReason(.form)
        let corrected = changes.applied(to: profile)
        guard corrected != profile else { return .nothing }
        try corrected.requireSound(context)
        return Decision(EngagementCorrected(changes: changes, reason: reason))
    }
}
