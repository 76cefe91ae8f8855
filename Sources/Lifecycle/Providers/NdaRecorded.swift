public import Schema

/// A non-disclosure agreement between client and provider.
public struct NonDisclosure: Message, Equatable {
    /// Day of the last signature.
    public var signed: CivilDate
    /// Last day on which it binds, where it ends.
    public var until: CivilDate?
    /// The event that proves it.
    public var proof: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("signed", \Self.signed, "day of the last signature"),
        Field("until", \.until, "last day on which it binds, where it ends"),
        Field("proof", \.proof, "the event that proves it"))
}

/// A non-disclosure agreement was signed.
public struct NdaRecorded: Event {
    /// Day of the last signature.
    public var signed: CivilDate
    /// Last day on which it binds.
    public var until: CivilDate?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("signed", \Self.signed, "day of the last signature"),
        Field("until", \.until, "last day on which it binds, where it ends"))
    /// Its place in the catalogue.
    public static let entry = ProviderEvent.ndaRecorded
    /// What it records.
    public static let about = "A non-disclosure agreement with a provider was recorded."

    /// One more.
    public func apply(to state: inout Provider, _ fact: Fact) throws(IllegalEvent) {
        _ = try state.registered()
        state.nonDisclosures.append(NonDisclosure(signed: signed, until: until, proof: fact.position))
    }

    /// The trail's line.
    public var summary: String { "non-disclosure agreement of \(signed) recorded" }
}

/// Records a non-disclosure agreement.
public struct RecordNda: Command {
    /// The provider.
    public var provider: ProviderID
    /// Day of the last signature.
    public var signed: CivilDate
    /// Last day on which it binds.
    public var until: CivilDate?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("signed", \.signed, "day of the last signature"),
        Field("until", \.until, "last day on which it binds, where it ends"))
    /// Its place in the catalogue.
    public static let entry = ProviderCommand.recordNda
    /// What a person types.
    public static let verb = "provider record-nda"
    /// What it does.
    public static let about = "Record a non-disclosure agreement with a provider."
    /// Its own.
    public var stream: StreamID { .provider(provider) }

    /// Signed by now, and once.
    public func decide(_ state: Provider, _ context: Context) throws(Refusal) -> Decision {
        try context.requireNotAhead(signed, "A signature")
        if let until, until < signed { throw Refusal(.form, "It would end on \(until), before it was signed.") }
        let known = state.nonDisclosures.contains { $0.signed == signed && $0.until == until }
        guard !known else { return .nothing }
        return Decision(NdaRecorded(signed: signed, until: until))
    }
}
