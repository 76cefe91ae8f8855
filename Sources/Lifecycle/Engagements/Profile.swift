public import Schema

/// What an engagement is opened with; descriptive, and correctable with a reason.
public struct Profile: Message, Equatable {
    /// What it is called.
    public var title: Label
    /// Which kind of work goes out.
    public var function: BusinessFunction
    /// What `other` means.
    public var functionNote: Label?
    /// Who employs, directs and selects.
    public var model: EngagementModel
    /// Who buys.
    public var client: Label
    /// The client's country, ISO 3166-1 alpha-2.
    public var country: CountryCode
    /// The client's industry.
    public var industry: Code
    /// Who answers for it.
    public var owner: PersonHandle
    /// Who stands in.
    public var deputy: PersonHandle?
    /// Languages of the work, BCP 47.
    public var languages: [Code]
    /// Expected items a month.
    public var expectedVolume: Count?
    /// Workplaces.
    public var seats: Count?
    /// Its calendar's zone.
    public var zone: ZoneID
    /// Why it goes out.
    public var objectives: [Objective]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("title", \Self.title, "what it is called"),
        Field("function", \.function, "which kind of work goes out"),
        Field("functionNote", \.functionNote, "what other means"),
        Field("model", \.model, "engagement model as declared", example: .bpo),
        Field("client", \.client, "who buys", example: "Example Insurance Ltd"),
        Field("country", \.country, "the client's country, ISO 3166-1 alpha-2"),
        Field("industry", \.industry, "the client's industry", example: Code(validated: "insurance")),
        Field("owner", \.owner, "who answers for it"),
        Field("deputy", \.deputy, "who stands in", example: .otherExample),
        Field("languages", \.languages, "languages of the work, BCP 47", example: [Code(validated: "en")]),
        Field("expectedVolume", \.expectedVolume, "expected items a month", example: 5000),
        Field("seats", \.seats, "workplaces", example: 12),
        Field("zone", \.zone, "time zone of its calendar"),
        Field("objectives", \.objectives, "why it goes out"))
}

extension Profile {
    /// Refuses what no engagement can be: no workplace at all, a zone without rules, a function that says nothing.
    func requireSound(_ context: Context) throws(Refusal) {
        guard seats != 0 else { throw Refusal(.form, "There is at least one seat, or no number of seats.") }
        guard context.isKnownZone(zone) else { throw Refusal(.form, "This machine knows no time zone \(zone).") }
        guard function != .other || functionNote != nil else {
            throw Refusal(.form, "Function other needs functionNote.")
        }
    }
}
