public import Schema

/// For the clients of a region, the countries that count as near (SEL-6). Data, not geography: a policy may differ.
public struct Neighbourhood: Message, Equatable {
    /// What the region is called.
    public var region: Label
    /// Countries of clients.
    public var clients: [CountryCode]
    /// Countries near to them.
    public var near: [CountryCode]

    /// One description of the message.
    public static let fields = Fields(
        Self.init,
        Field("region", \Self.region, "what the region is called", example: "Oceania"),
        Field("clients", \.clients, "countries of clients"),
        Field("near", \.near, "countries near to them"))

    /// The shipped lists (house).
    static let standard: [Neighbourhood] = [
        Neighbourhood(region: "Europe", clients: europe, near: europe + around),
        Neighbourhood(
            region: "North America", clients: countries("US CA MX"),
            near: countries("US CA MX GT BZ SV HN NI CR PA CO DO JM")),
        Neighbourhood(
            region: "South America", clients: countries("BR AR CL CO PE UY PY BO EC VE"),
            near: countries("BR AR CL CO PE UY PY BO EC VE PA")),
        Neighbourhood(region: "Oceania", clients: countries("AU NZ"), near: countries("AU NZ FJ")),
        Neighbourhood(
            region: "East Asia", clients: countries("JP KR TW HK CN"), near: countries("JP KR TW HK CN MO")),
        Neighbourhood(
            region: "South-East Asia", clients: countries("SG MY TH ID PH VN"),
            near: countries("SG MY TH ID PH VN BN KH LA")),
        Neighbourhood(
            region: "Gulf", clients: countries("AE SA QA KW BH OM"), near: countries("AE SA QA KW BH OM JO EG")),
        Neighbourhood(
            region: "Southern Africa", clients: countries("ZA NA BW"), near: countries("ZA NA BW LS SZ ZW MZ MU")),
    ]

    private static let europe = countries(
        "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK")
    private static let around = countries("AL BA GE MA MD ME MK RS TN TR UA")

    private static func countries(_ codes: String) -> [CountryCode] {
        codes.split(separator: " ").compactMap { CountryCode(String($0)) }
    }
}

extension SelectionPolicy {
    /// Whether a country is near to a client's.
    func isNear(_ country: CountryCode, to client: CountryCode) -> Bool {
        neighbourhoods.contains { $0.clients.contains(client) && $0.near.contains(country) }
    }
}
