import Schema
import Testing

struct EngagementHandle: Identifier {
    static var prefix: StaticString { "ENG-" }
    let rawValue: String
    init(validated rawValue: String) { self.rawValue = rawValue }
}

struct AnyHandle: Identifier {
    let rawValue: String
    init(validated rawValue: String) { self.rawValue = rawValue }
}

@Suite("Digest, UUIDText and Identifier")
struct HandleTests {
    @Test("a digest has one spelling")
    func digestSpelling() { expectOneSpelling { Digest.random(using: &$0) } }

    @Test("a UUID has one spelling")
    func uuidSpelling() { expectOneSpelling { UUIDText.random(using: &$0) } }

    @Test("an identifier has one spelling")
    func identifierSpelling() {
        expectOneSpelling { AnyHandle.random(using: &$0) }
        expectOneSpelling { EngagementHandle.random(using: &$0) }
    }

    @Test("every byte that is no lowercase hexadecimal digit is refused, at every place of a digest")
    func digestBytes() throws {
        let valid = Set("0123456789abcdef".utf8)
        for place in [0, 7, 8, 31, 63] {
            for byte in UInt8.min...UInt8.max {
                var bytes = [UInt8](repeating: 0x30, count: 64)
                bytes[place] = byte
                #expect((Digest(parsing: bytes) != nil) == valid.contains(byte), "\(place) \(byte)")
            }
        }
    }

    @Test("a digest keeps its bytes in order")
    func digestOrder() throws {
        let bytes = (0..<32).map { UInt8($0 * 8) }
        let digest = try #require(Digest(bytes: bytes))
        #expect(digest.bytes == bytes)
        #expect(digest.description == "0008101820283038404850586068707880889098a0a8b0b8c0c8d0d8e0e8f0f8")
        #expect(Digest(bytes: bytes.dropLast()) == nil)
        #expect(Digest(bytes: bytes + [0]) == nil)
    }

    @Test("RFC 9562, appendix A.6: the version 7 example")
    func version7() throws {
        let uuid = UUIDText.version7(milliseconds: 0x017F_22E2_79B0, random: (0xFCC3, 0x98C4_DC0C_0C07_398F))
        #expect(uuid.description == "017f22e2-79b0-7cc3-98c4-dc0c0c07398f")
        #expect(UUIDText("017f22e2-79b0-7cc3-98c4-dc0c0c07398f") == uuid)
    }

    @Test("a UUID in any other spelling is refused", arguments: [
        "", "017F22E2-79B0-7CC3-98C4-DC0C0C07398F", "{017f22e2-79b0-7cc3-98c4-dc0c0c07398f}",
        "017f22e279b07cc398c4dc0c0c07398f",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398", "017f22e2-79b0-7cc3-98c4-dc0c0c07398ff",
        "017f22e2-79b0-7cc3-98c4-dc0c0c07398g",
        "017f22e2-79b0-7cc3-98c4+dc0c0c07398f", "017f22e2-79b07-cc3-98c4-dc0c0c07398f",
    ])
    func uuidRefused(text: String) { #expect(UUIDText(text) == nil) }

    @Test("version 7 UUIDs sort by time")
    func uuidOrder() {
        seeded { generator in
            for _ in 0..<500 {
                let earlier = Int64.random(in: 0..<(1 << 47), using: &generator)
                let first = UUIDText.version7(milliseconds: earlier, random: (generator.next(), generator.next()))
                let second = UUIDText.version7(milliseconds: earlier + 1, random: (generator.next(), generator.next()))
                #expect(first < second && first.description < second.description, "\(generator)")
            }
        }
    }

    @Test("exactly the 67 bytes of the rule may stand in an identifier")
    func charset() {
        let allowed = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/:-".utf8)
        for byte in UInt8.min...UInt8.max {
            #expect((AnyHandle(parsing: [0x61, byte]) != nil) == allowed.contains(byte), "\(byte)")
        }
    }

    @Test("an identifier has 1 to 64 bytes and its prefix")
    func lengths() {
        #expect(AnyHandle("") == nil)
        #expect(AnyHandle(String(repeating: "a", count: 64)) != nil)
        #expect(AnyHandle(String(repeating: "a", count: 65)) == nil)
        #expect(EngagementHandle("ENG-2026-0042")?.rawValue == "ENG-2026-0042")
        #expect(EngagementHandle("ENG-") == nil)
        #expect(EngagementHandle("eng-1") == nil)
        #expect(EngagementHandle("EN") == nil)
        #expect(EngagementHandle(rawValue: "p-7f3a") == nil)
    }

    @Test("a newline cannot enter an identifier, wherever it stands", arguments: [
        "\na", "a\n", "a\nb", "a\r\nb", "a b", "é", "a\u{0}",
    ])
    func forgery(text: String) { #expect(AnyHandle(text) == nil) }

    @Test("the generator repeats itself from its seed")
    func generator() {
        var first = SplitMix64(seed: 1_234_567), second = SplitMix64(seed: 1_234_567)
        #expect((0..<4).map { _ in first.next() } == [
            6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423, 4_593_380_528_125_082_431,
        ])
        #expect(second.next() == 6_457_827_717_110_365_317)
        #expect(second.description == "seed 0x12d687")
    }
}
