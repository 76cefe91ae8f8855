public import Schema

/// Something that went wrong at a provider before or beside our engagements.
public struct ProviderIncident: Message, Equatable {
    /// Unique at its provider.
    public var code: Code
    /// Its day.
    public var on: CivilDate
    /// Whether it was major (risk item 10).
    public var major: Bool
    /// What happened, without personal data.
    public var about: Label

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("code", \Self.code, "unique at its provider", example: Code(validated: "INC-2024-1")),
        Field("on", \.on, "its day"),
        Field("major", \.major, "whether it was major"),
        Field("about", \.about, "what happened, without personal data", example: "Ransomware in one site"))
}

/// An incident in a provider's past became known.
public struct IncidentNoted: Event {
    /// What happened.
    public var incident: ProviderIncident

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("incident", \Self.incident, "what happened"))
    /// Its place in the catalogue.
    public static let entry = ProviderEvent.incidentNoted
    /// What it records.
    public static let about = "An incident in a provider's history was noted."

    /// One more.
    public func apply(to state: inout Provider, _ fact: Fact) throws(IllegalEvent) {
        _ = try state.registered()
        guard !state.incidents.contains(where: { $0.code == incident.code }) else {
            throw IllegalEvent("incident \(incident.code) noted twice")
        }
        state.incidents.append(incident)
    }

    /// The trail's line.
    public var summary: String { (incident.major ? "major" : "minor") + " incident of \(incident.on) noted" }
}

/// Notes an incident in a provider's history.
public struct NoteIncident: Command {
    /// The provider.
    public var provider: ProviderID
    /// Unique at its provider.
    public var code: Code
    /// Its day.
    public var on: CivilDate
    /// Whether it was major.
    public var major: Bool
    /// What happened.
    public var about: Label

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("code", \.code, "unique at its provider", example: Code(validated: "INC-2024-1")),
        Field("on", \.on, "its day"),
        Field("major", \.major, "whether it was major"),
        Field("about", \.about, "what happened, without personal data", example: "Ransomware in one site"))
    /// Its place in the catalogue.
    public static let entry = ProviderCommand.noteIncident
    /// What a person types.
    public static let verb = "provider note-incident"
    /// What it does.
    public static let about = "Note an incident in a provider's history."
    /// Its own.
    public var stream: StreamID { .provider(provider) }

    /// A code is used once, a day lies behind.
    public func decide(_ state: Provider, _ context: Context) throws(Refusal) -> Decision {
        let incident = ProviderIncident(code: code, on: on, major: major, about: about)
        if state.incidents.contains(incident) { return .nothing }
        guard !state.incidents.contains(where: { $0.code == code }) else {
            throw Refusal(.form, "Incident \(code) is already noted.")
        }
        try context.requireNotAhead(on, "An incident")
        return Decision(IncidentNoted(incident: incident))
    }
}
