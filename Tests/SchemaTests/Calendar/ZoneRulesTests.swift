import Schema
import Testing

@Suite("ZoneRules")
struct ZoneRulesTests {
    @Test("which period an instant belongs to: March 2026 in Manila")
    func marchInManila() throws {
        let march = try #require(DateSpan("2026-03-01/2026-03-31"))
        let instants = try zone("Asia/Manila").instants(of: march)
        #expect(instants.lowerBound.description == "2026-02-28T16:00:00.000000Z")
        #expect(instants.upperBound.description == "2026-03-31T16:00:00.000000Z")
    }

    @Test("which period an instant belongs to: March 2026 in New York has 743 hours")
    func marchInNewYork() throws {
        let march = try #require(DateSpan("2026-03-01/2026-03-31"))
        let instants = try zone("America/New_York").instants(of: march)
        #expect(instants.lowerBound.description == "2026-03-01T05:00:00.000000Z")
        #expect(instants.upperBound.description == "2026-04-01T04:00:00.000000Z")
        #expect(instants.upperBound.microseconds(since: instants.lowerBound) == 743 * 3_600_000_000)
    }

    @Test("2026-03-31T16:00:00Z is April in Manila and March in New York")
    func twoMonths() throws {
        let instant = try #require(Instant("2026-03-31T16:00:00.000000Z"))
        let before = try instant.adding(microseconds: -1)
        #expect(try zone("Asia/Manila").civilDate(at: instant).description == "2026-04-01")
        #expect(try zone("Asia/Manila").civilDate(at: before).description == "2026-03-31")
        #expect(try zone("America/New_York").civilDate(at: instant).description == "2026-03-31")
    }

    @Test("at 2026-11-30T23:30:00Z today is 1 December in Manila")
    func today() throws {
        let instant = try #require(Instant("2026-11-30T23:30:00.000000Z"))
        #expect(try zone("Asia/Manila").civilDate(at: instant) == date("2026-12-01"))
        #expect(ZoneRules.utc.civilDate(at: instant) == (try date("2026-11-30")))
    }

    @Test("a day starts when its date is first reached: at skipped, repeated and dropped midnights", arguments: [
        ("America/New_York", "2026-03-09", "2026-03-09T04:00:00Z"),
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"),
        ("America/Sao_Paulo", "2018-02-18", "2018-02-18T03:00:00Z"),
        ("America/Sao_Paulo", "2018-02-17", "2018-02-17T02:00:00Z"),
        ("Asia/Beirut", "2022-03-27", "2022-03-26T22:00:00Z"), ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"),
        ("Pacific/Apia", "2011-12-31", "2011-12-30T10:00:00Z"),
        ("America/Havana", "2020-11-01", "2020-11-01T04:00:00Z"),
        ("America/St_Johns", "2005-10-30", "2005-10-30T02:30:00Z"),
        ("America/Asuncion", "2023-10-01", "2023-10-01T04:00:00Z"),
        ("Asia/Amman", "2021-10-29", "2021-10-28T21:00:00Z"), ("America/Havana", "2020-03-08", "2020-03-08T05:00:00Z"),
        ("Asia/Kolkata", "2026-01-01", "2025-12-31T18:30:00Z"),
        ("Australia/Lord_Howe", "2026-04-05", "2026-04-04T13:00:00Z"),
    ])
    func midnights(name: String, day: String, start: String) throws {
        #expect(try zone(name).startOfDay(date(day)) == #require(Instant(lenient: start)))
    }

    @Test("a wall clock time that the change skips is taken at the change")
    func skippedTime() throws {
        let newYork = try zone("America/New_York"), day = try date("2026-03-08")
        let half = try #require(TimeOfDay("02:30"))
        #expect(newYork.instant(on: day, at: half).description == "2026-03-08T07:00:00.000000Z")
        #expect(newYork.instant(on: day, at: .endOfDay).description == "2026-03-09T04:00:00.000000Z")
        let repeated = try newYork.instant(on: date("2026-11-01"), at: #require(TimeOfDay("01:30")))
        #expect(repeated.description == "2026-11-01T05:30:00.000000Z")
    }

    @Test("days follow each other without gap, and every instant lies in the day that its date names", arguments: [
        "America/New_York", "Asia/Manila", "Australia/Lord_Howe", "Europe/Dublin", "Africa/Casablanca", "Pacific/Apia",
        "America/Nuuk", "America/Santiago", "Asia/Gaza", "Africa/Cairo", "Asia/Kathmandu", "UTC",
    ])
    func partition(name: String) throws {
        let rules = try zone(name)
        try seeded { generator in
            for _ in 0..<300 {
                let instant = Instant.random(using: &generator), day = rules.civilDate(at: instant)
                #expect(rules.startOfDay(day) <= instant, "\(generator) \(instant)")
                guard day < .max else { continue }
                let next = rules.startOfDay(try day.adding(days: 1))
                // A clock set back over midnight shows the old date again, for an hour at most.
                #expect(instant < next || rules.civilDate(at: next) > day, "\(generator) \(instant)")
            }
        }
    }

    @Test("the ends of the calendar are clamped in every direction")
    func ends() throws {
        for name in ["Asia/Manila", "America/New_York", "Pacific/Kiritimati"] {
            let rules = try zone(name)
            #expect(rules.civilDate(at: .max) <= .max)
            #expect(rules.startOfDay(.min) == .min)
            #expect(rules.instants(of: DateSpan(.min)).isEmpty)
            #expect(rules.startOfDay(.max) < .max)
        }
        #expect(try zone("America/New_York").civilDate(at: .min).description == "1969-12-31")
        #expect(try zone("Asia/Manila").civilDate(at: .max) == .max)
    }

    @Test("a version 1 file ends with its last transition")
    func versionOne() throws {
        let rules = try ZoneRules(id: .utc, tzif: tzif(version: 0, transitions: [(1_000, 1)], offsets: [60, 120]))
        #expect(try rules.offset(at: Instant(microseconds: 999_999_999)) == 60)
        #expect(try rules.offset(at: Instant(microseconds: 1_000_000_000)) == 120)
        #expect(rules.offset(at: .max) == 120)
    }

    @Test("the name of a zone is a path that cannot leave its directory", arguments: [
        "", "/etc/passwd", "..", "../x", "Asia/../../etc", "Asia//Manila", "Asia/", "Asia/Mani la", "A\u{0}", "a\n",
        ".hidden",
        "Asia/Manila.bak", "é", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    ])
    func zoneNames(text: String) { #expect(ZoneID(text) == nil) }

    @Test("a zone name has one spelling")
    func oneSpelling() { expectOneSpelling(rounds: 500) { ZoneID.random(using: &$0) } }
}
