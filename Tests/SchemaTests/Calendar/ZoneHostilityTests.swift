import Schema
import Testing

/// Zone files come from a disk that others write to: whatever the bytes, the answer is a typed error or usable rules.
@Suite("ZoneRules, hostile bytes")
struct ZoneHostilityTests {
    private static let names = ["America/New_York", "Asia/Manila", "Pacific/Apia", "UTC"]

    /// Uses the rules everywhere a trap could hide, if there are any.
    private func exercise(_ bytes: [UInt8]) -> Bool {
        guard let rules = try? ZoneRules(id: .utc, tzif: bytes) else { return false }
        for instant in [Instant.min, .max] { _ = rules.civilDate(at: instant) }
        for year in stride(from: 1901, through: 2999, by: 61) {
            guard let day = CivilDate(year: year, month: 3, day: 8) else { continue }
            _ = rules.civilDate(at: rules.startOfDay(day))
            _ = rules.instants(of: DateSpan(day))
        }
        _ = rules.instants(of: DateSpan(.min))
        _ = rules.instants(of: DateSpan(.max))
        return true
    }

    @Test("each kind of damage has its name")
    func faults() throws {
        func expect(_ fault: ZoneFault, _ bytes: [UInt8], sourceLocation: SourceLocation = #_sourceLocation) {
            #expect(throws: fault, sourceLocation: sourceLocation) { try ZoneRules(id: .utc, tzif: bytes) }
        }
        expect(.truncated, [])
        expect(.notTZif, [UInt8](repeating: 0, count: 100))
        expect(.notTZif, tzif(version: 0x31))
        expect(.badCounts, tzif(offsets: []))
        expect(.badCounts, Array("TZif2".utf8) + [UInt8](repeating: 0xFF, count: 100))
        expect(.badTransition, tzif(transitions: [(5, 0), (5, 0)]))
        expect(.badTransition, tzif(transitions: [(5, 1)]))
        expect(.badOffset, tzif(offsets: [26 * 3_600]))
        expect(.badOffset, tzif(offsets: [.min]))
        expect(.leapSeconds, tzif(leaps: 1))
        expect(.truncated, tzif(footer: nil))
        expect(.badFooter, tzif(footer: "EST"))
        expect(.badFooter, tzif() + [0x41])
    }

    @Test("every truncation of real files is refused", arguments: names)
    func truncations(name: String) throws {
        let bytes = try zoneBytes(name)
        #expect(exercise(bytes))
        for count in 0..<bytes.count { #expect(!exercise(Array(bytes.prefix(count))), "\(name) cut to \(count)") }
    }

    @Test("real files with flipped bytes never trap", arguments: names)
    func mutations(name: String) throws {
        let bytes = try zoneBytes(name)
        var survivors = 0
        seeded { generator in
            for _ in 0..<1_000 {
                var damaged = bytes
                for _ in 0..<Int.random(in: 1...4, using: &generator) {
                    let index = Int.random(in: 0..<damaged.count, using: &generator)
                    damaged[index] = UInt8.random(in: 0...255, using: &generator)
                }
                if exercise(damaged) { survivors += 1 }
            }
        }
        // Damage to times and offsets goes unseen: were there no survivors, the look-ups were never tried.
        #expect(survivors > 0)
    }

    @Test("random bytes behind a true magic number are never usable by chance, and never trap")
    func randomBytes() {
        seeded { generator in
            for _ in 0..<2_000 {
                let count = Int.random(in: 0...400, using: &generator)
                let noise = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
                #expect(!exercise(noise), "\(generator)")
                #expect(!exercise(Array("TZif2".utf8) + noise), "\(generator)")
            }
        }
    }

    @Test("transitions at the ends of 64 bits, and hundreds in one day, never trap")
    func wildTransitions() {
        #expect(exercise(tzif(transitions: [(.min, 0), (0, 1), (.max, 0)], offsets: [-89_999, 93_599])))
        let dense = (0..<600).map { (Int64($0) * 60 + 1_000_000_000, UInt8($0 % 2)) }
        #expect(exercise(tzif(transitions: dense, offsets: [-89_999, 93_599], footer: "AAA24BBB-24,0/-167,J365/167")))
    }
}
