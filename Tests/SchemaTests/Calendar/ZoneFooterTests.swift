import Schema
import Testing

/// Changes of the clocks that two other implementations computed for the same rule.
@Suite("ZoneRules, far future by TZ rule")
struct ZoneFooterTests {
    struct Footer: Sendable, CustomTestStringConvertible {
        let rule: String
        let changes: [(instant: String, before: Int, after: Int)]
        init(_ rule: String, _ changes: [(instant: String, before: Int, after: Int)]) {
            self.rule = rule
            self.changes = changes
        }
        var testDescription: String { rule }
    }

    static let footers = [
        Footer("EST5EDT,M3.2.0,M11.1.0", [
            ("2028-03-12T07:00:00Z", -18000, -14400),
            ("2028-11-05T06:00:00Z", -14400, -18000),
            ("2100-03-14T07:00:00Z", -18000, -14400),
            ("2100-11-07T06:00:00Z", -14400, -18000),
            ("2999-03-10T07:00:00Z", -18000, -14400),
            ("2999-11-03T06:00:00Z", -14400, -18000),
        ]),
        Footer("PST-8", [
            ("2998-12-31T23:59:55Z", 28800, 28800),
        ]),
        Footer("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", [
            ("2028-04-01T15:00:00Z", 39600, 37800),
            ("2028-09-30T15:30:00Z", 37800, 39600),
            ("2100-04-03T15:00:00Z", 39600, 37800),
            ("2100-10-02T15:30:00Z", 37800, 39600),
            ("2999-04-06T15:00:00Z", 39600, 37800),
            ("2999-10-05T15:30:00Z", 37800, 39600),
        ]),
        Footer("IST-1GMT0,M10.5.0,M3.5.0/1", [
            ("2028-03-26T01:00:00Z", 0, 3600),
            ("2028-10-29T01:00:00Z", 3600, 0),
            ("2100-03-28T01:00:00Z", 0, 3600),
            ("2100-10-31T01:00:00Z", 3600, 0),
            ("2999-03-31T01:00:00Z", 0, 3600),
            ("2999-10-27T01:00:00Z", 3600, 0),
        ]),
        Footer("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", [
            ("2028-03-26T01:00:00Z", -7200, -3600),
            ("2028-10-29T01:00:00Z", -3600, -7200),
            ("2100-03-28T01:00:00Z", -7200, -3600),
            ("2100-10-31T01:00:00Z", -3600, -7200),
            ("2999-03-31T01:00:00Z", -7200, -3600),
            ("2999-10-27T01:00:00Z", -3600, -7200),
        ]),
        Footer("<-04>4<-03>,M9.1.6/24,M4.1.6/24", [
            ("2028-04-02T03:00:00Z", -10800, -14400),
            ("2028-09-03T04:00:00Z", -14400, -10800),
            ("2100-04-04T03:00:00Z", -10800, -14400),
            ("2100-09-05T04:00:00Z", -14400, -10800),
            ("2999-04-07T03:00:00Z", -10800, -14400),
            ("2999-09-08T04:00:00Z", -14400, -10800),
        ]),
        Footer("EET-2EEST,M3.4.4/50,M10.4.4/50", [
            ("2028-03-25T00:00:00Z", 7200, 10800),
            ("2028-10-27T23:00:00Z", 10800, 7200),
            ("2100-03-27T00:00:00Z", 7200, 10800),
            ("2100-10-29T23:00:00Z", 10800, 7200),
            ("2999-03-30T00:00:00Z", 7200, 10800),
            ("2999-10-25T23:00:00Z", 10800, 7200),
        ]),
        Footer("EET-2EEST,M4.5.5/0,M10.5.4/24", [
            ("2028-04-27T22:00:00Z", 7200, 10800),
            ("2028-10-26T21:00:00Z", 10800, 7200),
            ("2100-04-29T22:00:00Z", 7200, 10800),
            ("2100-10-28T21:00:00Z", 10800, 7200),
            ("2999-04-25T22:00:00Z", 7200, 10800),
            ("2999-10-31T21:00:00Z", 10800, 7200),
        ]),
        Footer("AAA3BBB,J60/0,J300/4", [
            ("2028-03-01T03:00:00Z", -10800, -7200),
            ("2028-10-27T06:00:00Z", -7200, -10800),
            ("2100-03-01T03:00:00Z", -10800, -7200),
            ("2100-10-27T06:00:00Z", -7200, -10800),
            ("2999-03-01T03:00:00Z", -10800, -7200),
            ("2999-10-27T06:00:00Z", -7200, -10800),
        ]),
        Footer("AAA3BBB,59/0,300/4:30:15", [
            ("2028-02-29T03:00:00Z", -10800, -7200),
            ("2028-10-27T06:30:15Z", -7200, -10800),
            ("2100-03-01T03:00:00Z", -10800, -7200),
            ("2100-10-28T06:30:15Z", -7200, -10800),
        ]),
    ]

    @Test("the clocks change at the very second the rule says", arguments: footers)
    func changes(footer: Footer) throws {
        let rules = try ZoneRules(id: .utc, tzif: tzif(footer: footer.rule))
        for change in footer.changes {
            let instant = try #require(Instant(lenient: change.instant))
            #expect(try rules.offset(at: instant.adding(microseconds: -1)) == change.before, "\(change.instant)")
            #expect(rules.offset(at: instant) == change.after, "\(change.instant)")
        }
    }

    @Test("RFC 9636: summer time all year long")
    func allYear() throws {
        let rules = try ZoneRules(id: .utc, tzif: tzif(footer: "XXX3EDT4,0/0,J365/23"))
        try seeded { generator in
            for _ in 0..<200 {
                let seconds = Int64.random(in: 0..<30_000_000_000, using: &generator)
                let instant = try Instant(microseconds: seconds * 1_000_000)
                #expect(rules.offset(at: instant) == -4 * 3_600, "\(generator) \(instant)")
            }
        }
    }

    @Test("what is no TZ rule is refused", arguments: [
        "EST", "E5", "ES5EDT", "EST5EDT", "EST5EDT,M3.2.0", "EST5EDT,M3.2.0,", "EST5EDT,M3.2.0,M11.1.0,", "EST25",
        "EST5:60",
        "EST5EDT,M13.1.0,M11.1.0", "EST5EDT,M0.1.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.0.0,M11.1.0",
        "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,J0,J365", "EST5EDT,J366,J1", "EST5EDT,366,1",
        "EST5EDT,M3.2.0/168,M11.1.0", "<EST5",
        "<E>5", "EST5EDT,M3.2.0/,M11.1.0", "EST--5", "EST5 ", "EST99999999999999999999", "\u{0}",
        "EST5EDT;M3.2.0;M11.1.0",
    ])
    func refused(rule: String) {
        #expect(throws: ZoneFault.badFooter) { try ZoneRules(id: .utc, tzif: tzif(footer: rule)) }
    }
}
