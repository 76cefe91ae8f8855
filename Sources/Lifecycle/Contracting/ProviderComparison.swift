public import Schema

/// The places of all providers of a round, with what explains each: frozen when one is chosen (CON-3, CON-4).
public struct ProviderComparison: Message, Equatable {
    /// Edition of the template.
    public var template: Count
    /// Items known for all compared.
    public var items: [Count]
    /// Items left out because somebody's answer is not yet known.
    public var leftOut: [Count]
    /// Σ w over the items compared.
    public var totalWeight: Decimal
    /// In order of place.
    public var ranked: [RankedProvider]
    /// Below the table, without a place (CON-5).
    public var disqualified: [DisqualifiedProvider]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("template", \Self.template, "edition of the template", example: 1),
        Field("items", \.items, "items known for all compared", example: [1]),
        Field("leftOut", \.leftOut, "items left out because somebody's answer is not yet known", example: [11, 12, 15]),
        Field("totalWeight", \.totalWeight, "sum of the weights of the items compared"),
        Field("ranked", \.ranked, "in order of place"),
        Field("disqualified", \.disqualified, "below the table, without a place"))
}

/// One provider's place in a comparison.
public struct RankedProvider: Message, Equatable {
    /// The provider.
    public var provider: ProviderID
    /// From 1.
    public var place: Count
    /// Σ w·s over the items compared, exactly; the exact score is 100 times it over the total weight.
    public var weighted: Decimal
    /// The score for people: two decimals, half to even.
    public var score: Decimal
    /// Critical items with a score of 0.
    public var criticalFailures: [Count]
    /// Risk items at their worst value; none where the risk is not assessed.
    public var riskFlags: Count?
    /// Why it stands here.
    public var because: String

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("place", \.place, "place, from 1", example: 1),
        Field("weighted", \.weighted, "sum of weight times score, exactly"),
        Field("score", \.score, "score out of 100 for people, two decimals"),
        Field("criticalFailures", \.criticalFailures, "critical items with a score of 0"),
        Field("riskFlags", \.riskFlags, "risk items at their worst value; none where not assessed"),
        Field("because", \.because, "why it stands here"))
}

/// A provider without a place.
public struct DisqualifiedProvider: Message, Equatable {
    /// The provider.
    public var provider: ProviderID
    /// Every reason.
    public var disqualifiers: [Disqualifier]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("provider", \Self.provider, "the provider"),
        Field("disqualifiers", \.disqualifiers, "every reason"))
}
