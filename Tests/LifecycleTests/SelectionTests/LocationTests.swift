@testable import Lifecycle
import Schema
import Testing

@Suite("SEL-6: location")
struct LocationTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var client: String
        var sites: [(String, Int64)]
        var models: [LocationModel]
        var testDescription: String { "\(client) to \(sites.map(\.0))" }
    }

    static let rows: [Row] = [
        Row(client: "DE", sites: [("DE", 0)], models: [.onshore]),
        Row(client: "DE", sites: [("PL", 0)], models: [.nearshore]),
        Row(client: "DE", sites: [("ZA", 60)], models: [.nearshore, .offshore]),
        Row(client: "DE", sites: [("PH", 420)], models: [.nearshore, .offshore]),
        Row(client: "DE", sites: [("FJ", 660)], models: [.offshore]),
        Row(client: "US", sites: [("PH", 780)], models: [.offshore]),
        Row(client: "US", sites: [("PH", -480)], models: [.offshore]),
        Row(client: "US", sites: [("IN", -479)], models: [.nearshore, .offshore]),
        Row(client: "US", sites: [("MX", 60)], models: [.nearshore]),
        Row(client: "DE", sites: [("PL", 0), ("CZ", 0)], models: [.nearshore]),
        Row(client: "DE", sites: [("DE", 0), ("PL", 0)], models: [.hybrid]),
        Row(client: "DE", sites: [("DE", 0), ("ZA", 60)], models: [.hybrid]),
        Row(client: "DE", sites: [("PL", 0), ("ZA", 60)], models: [.nearshore, .hybrid]),
    ]

    @Test("the sites suggest one model, or several where distance is a matter of judgement", arguments: rows)
    func hint(row: Row) throws {
        let sites = try row.sites.map {
            DeliverySite(country: try #require(CountryCode($0.0)), offsetMinutes: $0.1)
        }
        let client = try #require(CountryCode(row.client))
        #expect(LocationHint.models(for: sites, client: client, .standard) == row.models)
    }

    @Test("a declaration against the hint warns, and the gate waits for a justification")
    func justification() throws {
        var scenario = try Scenario.inSelection()
        try scenario.locate([("PL", 0)], .onshore)
        #expect(scenario.unmet.contains(.sel6))
        try scenario.locate([("PL", 0)], .onshore, justification: .example)
        #expect(!scenario.unmet.contains(.sel6))
        try scenario.locate([("ZA", 60)], .offshore)
        #expect(!scenario.unmet.contains(.sel6))
    }

    @Test("no site, or clocks further apart than the earth allows, are refused")
    func nonsense() throws {
        var scenario = try Scenario.inSelection()
        #expect(throws: Refusal.self) { try scenario.locate([], .onshore) }
        #expect(throws: Refusal.self) { try scenario.locate([("PL", 100_000)], .nearshore) }
        #expect(throws: Refusal.self) { try scenario.locate([("PL", Int64.min)], .nearshore) }
    }
}
