public import Schema

/// Where the work is done, seen from the client (SEL-6).
public enum LocationModel: String, Choice {
    case onshore, nearshore, offshore, hybrid
}

/// One place of delivery.
public struct DeliverySite: Message, Equatable {
    /// Its country.
    public var country: CountryCode
    /// Difference of its clock to the client's, in minutes; the sign does not matter.
    public var offsetMinutes: Int64

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("country", \Self.country, "its country, ISO 3166-1 alpha-2"),
        Field("offsetMinutes", \.offsetMinutes, "difference of UTC offsets to the client, minutes", example: 60))
}

/// What the sites suggest: the location models that would agree with them.
enum LocationHint {
    /// Models that agree; several where distance is a matter of judgement.
    ///
    /// Rule: SEL-6. Same country → onshore; a neighbour → nearshore; clocks far apart → offshore; else near or far.
    static func models(
        for sites: [DeliverySite], client: CountryCode, _ policy: SelectionPolicy
    ) -> [LocationModel] {
        let classes = sites.map { candidates($0, client, policy) }
        var models = [LocationModel.onshore, .nearshore, .offshore].filter { model in
            !classes.isEmpty && classes.allSatisfy { $0.contains(model) }
        }
        let distinct = Set(classes.flatMap { $0 })
        if classes.count > 1, distinct.count > 1 { models.append(.hybrid) }
        return models
    }

    private static func candidates(
        _ site: DeliverySite, _ client: CountryCode, _ policy: SelectionPolicy
    ) -> [LocationModel] {
        if site.country == client { return [.onshore] }
        if policy.isNear(site.country, to: client) { return [.nearshore] }
        return site.offsetMinutes.magnitude >= UInt64(policy.offshoreMinutes.value)
            ? [.offshore] : [.nearshore, .offshore]
    }
}
