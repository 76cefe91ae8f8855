public import Schema

/// What a provider says of its staff's attrition; withheld where there is no figure (CON-5).
public struct AttritionDisclosure: Message, Equatable {
    /// Percent a year, may exceed 100; none where the provider withholds it.
    public var percent: Decimal?
    /// First day of the period that it is about.
    public var from: CivilDate?
    /// Last day of the period.
    public var to: CivilDate?
    /// The event that proves it.
    public var proof: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("percent", \Self.percent, "percent a year, may exceed 100; none where withheld"),
        Field("from", \.from, "first day of the period that it is about"),
        Field("to", \.to, "last day of the period"),
        Field("proof", \.proof, "the event that proves it"))
}

/// A provider disclosed its attrition, or refused to.
public struct AttritionDisclosed: Event {
    /// Percent a year; none where the provider withholds it.
    public var percent: Decimal?
    /// First day of the period that it is about.
    public var from: CivilDate?
    /// Last day of the period.
    public var to: CivilDate?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("percent", \Self.percent, "percent a year, may exceed 100; none where withheld",
              example: Decimal("28.5")),
        Field("from", \.from, "first day of the period that it is about"),
        Field("to", \.to, "last day of the period"))
    /// Its place in the catalogue.
    public static let entry = ProviderEvent.attritionDisclosed
    /// What it records.
    public static let about = "A provider disclosed its staff attrition, or withheld it."

    /// The last word counts.
    public func apply(to state: inout Provider, _ fact: Fact) throws(IllegalEvent) {
        _ = try state.registered()
        state.attrition = AttritionDisclosure(percent: percent, from: from, to: to, proof: fact.position)
    }

    /// The trail's line.
    public var summary: String { percent.map { "attrition disclosed: \($0) %" } ?? "attrition withheld" }
}

/// Records what a provider says of its attrition.
public struct DiscloseAttrition: Command {
    /// The provider.
    public var provider: ProviderID
    /// Whether the provider withholds the figure.
    public var withheld: Bool
    /// Percent a year.
    public var percent: Decimal?
    /// First day of the period that it is about.
    public var from: CivilDate?
    /// Last day of the period.
    public var to: CivilDate?

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("withheld", \.withheld, "whether the provider withholds the figure", example: false),
        Field("percent", \.percent, "percent a year, may exceed 100", example: Decimal("28.5")),
        Field("from", \.from, "first day of the period that it is about"),
        Field("to", \.to, "last day of the period"))
    /// Its place in the catalogue.
    public static let entry = ProviderCommand.discloseAttrition
    /// What a person types.
    public static let verb = "provider disclose-attrition"
    /// What it does.
    public static let about = "Record a provider's staff attrition, or that it is withheld."
    /// Its own.
    public var stream: StreamID { .provider(provider) }

    /// A figure, or withheld; not both, not neither.
    public func decide(_ state: Provider, _ context: Context) throws(Refusal) -> Decision {
        guard withheld == (percent == nil) else {
            throw Refusal(.form, "Give either --percent or --withheld.")
        }
        if let percent, percent < .zero { throw Refusal(.form, "Attrition cannot be negative.") }
        if let from, let to, to < from { throw Refusal(.form, "The period would end before it begins.") }
        return Decision(AttritionDisclosed(percent: percent, from: from, to: to))
    }
}
