public import Schema

/// Where the work would be done, in the latest word.
public struct LocationStanding: Message, Equatable {
    /// Every site.
    public var sites: [DeliverySite]
    /// As declared.
    public var declared: LocationModel
    /// What the sites suggested.
    public var hint: [LocationModel]
    /// Whether a justification was given.
    public var justified: Bool
    /// The event that proves it.
    public var proof: Int64
    /// Its day.
    public var on: CivilDate

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("sites", \Self.sites, "every site"),
        Field("declared", \.declared, "as declared"),
        Field("hint", \.hint, "what the sites suggested"),
        Field("justified", \.justified, "whether a justification was given"),
        Field("proof", \.proof, "position of the event"),
        Field("on", \.on, "its day"))
}

/// The places of delivery were declared, and what they are called (SEL-6).
public struct LocationDeclared: Event {
    /// The client's country at that time.
    public var client: CountryCode
    /// Every site.
    public var sites: [DeliverySite]
    /// As declared.
    public var declared: LocationModel
    /// Models that agree with the sites by the policy of that time.
    public var hint: [LocationModel]
    /// Hours of coverage, in words.
    public var coverageHours: Label?
    /// Countries where data rests.
    public var dataAtRest: [CountryCode]
    /// Countries where data is processed.
    public var dataProcessed: [CountryCode]
    /// Why the declaration holds against the hint.
    public var justification: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("client", \Self.client, "the client's country at that time"),
        Field("sites", \.sites, "every site"),
        Field("declared", \.declared, "as declared"),
        Field("hint", \.hint, "models that agree with the sites; several where it is a matter of judgement"),
        Field("coverageHours", \.coverageHours, "hours of coverage", example: "Mon-Fri 07:00-22:00"),
        Field("dataAtRest", \.dataAtRest, "countries where data rests"),
        Field("dataProcessed", \.dataProcessed, "countries where data is processed"),
        Field("justification", \.justification, "why the declaration holds against the hint"))
    /// Its place in the catalogue.
    public static let entry = SelectionEvent.locationDeclared
    /// What it records.
    public static let about = "The places of delivery were declared, and compared with what they suggest."

    /// Takes the earlier declaration's place.
    public func apply(to state: inout Engagement, _ fact: Fact) throws(IllegalEvent) {
        guard !sites.isEmpty else { throw IllegalEvent("a location without sites") }
        state.selection.location = LocationStanding(
            sites: sites, declared: declared, hint: hint, justified: justification != nil, proof: fact.position,
            on: fact.effective)
    }

    /// The trail's line.
    public var summary: String {
        let places = sites.map(\.country.description).joined(separator: ", ")
        return "\(declared.shown): \(places)" + (sites.count > 1 ? ", multi-site" : "")
    }
}

/// Declares the places of delivery.
public struct DeclareLocation: Command {
    /// The engagement.
    public var engagement: EngagementID
    /// Every site.
    public var sites: [DeliverySite]
    /// As declared.
    public var declared: LocationModel
    /// Hours of coverage, in words.
    public var coverageHours: Label?
    /// Countries where data rests.
    public var dataAtRest: [CountryCode]
    /// Countries where data is processed.
    public var dataProcessed: [CountryCode]
    /// Why the declaration holds against the hint.
    public var justification: Text?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("engagement", \Self.engagement, "the engagement"),
        Field("sites", \.sites, "every site"),
        Field("declared", \.declared, "onshore, nearshore, offshore or hybrid"),
        Field("coverageHours", \.coverageHours, "hours of coverage"),
        Field("dataAtRest", \.dataAtRest, "countries where data rests"),
        Field("dataProcessed", \.dataProcessed, "countries where data is processed"),
        Field("justification", \.justification, "why the declaration holds against the hint"))
    /// Its place in the catalogue.
    public static let entry = SelectionCommand.declareLocation
    /// What a person types.
    public static let verb = "selection locate"
    /// What it does.
    public static let about =
        "Declare the places of delivery and what they are: onshore, nearshore, offshore or hybrid."
    /// Its stream.
    public var stream: StreamID { .engagement(engagement) }

    /// The hint is computed by the policy in force and recorded with the declaration.
    public func decide(_ state: Engagement, _ context: Context) throws(Refusal) -> Decision {
        let profile = try state.admit(LocationDeclared.self, context)
        guard !sites.isEmpty else { throw Refusal(.form, "A location needs at least one site.") }
        guard sites.allSatisfy({ $0.offsetMinutes.magnitude <= 26 * 60 }) else {
            throw Refusal(.form, "Clocks differ by 26 hours at most.")
        }
        try context.requireNotBefore(state.selection.location?.on, "the declaration it supersedes")
        let hint = LocationHint.models(for: sites, client: profile.country, context.policy.selection)
        var decision = Decision(LocationDeclared(
            client: profile.country, sites: sites, declared: declared, hint: hint, coverageHours: coverageHours,
            dataAtRest: dataAtRest, dataProcessed: dataProcessed, justification: justification))
        if !hint.contains(declared), justification == nil {
            let hints = hint.map(\.shown).joined(separator: " or ")
            decision.warnings = ["SEL-6: the sites suggest \(hints), not \(declared.shown)."]
        }
        return decision
    }
}
