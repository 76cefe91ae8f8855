import Schema
import Testing

@Suite("JSON, at random")
struct JSONPropertyTests {
    @Test("what is written is read again, whatever the order and the blanks")
    func anyOrder() throws {
        var source = SplitMix64(seed: UInt64.random(in: 0...UInt64.max))
        for _ in 0..<500 {
            let sample = Sample.random(using: &source)
            let bytes = JSONWriter.encode(sample)
            #expect(try Sample.decode(bytes) == sample, "\(source)")
            let members = try JSON(parsing: bytes).members.shuffled(using: &source)
            let shuffled = JSON.object(members)
            #expect(try Sample.decode(JSONWriter.encode(shuffled)) == sample, "\(source)")
            #expect(try Sample.decode(Array(shuffled.pretty.utf8)) == sample, "\(source)")
        }
    }

    @Test("random bytes are refused or read, and never trap")
    func noise() {
        var source = SplitMix64(seed: UInt64.random(in: 0...UInt64.max))
        let alphabet = Array(#"{}[]",:\u0de129-+.eE truefalsn"#.utf8) + [0, 0x0A, 0x7F, 0x80, 0xC3, 0xED, 0xF4, 0xFF]
        var refused = 0
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...40, using: &source)).map { _ in
                alphabet.randomElement(using: &source) ?? 0
            }
            if (try? Sample.decode(bytes)) == nil { refused += 1 }
            if let value = try? JSON(parsing: bytes) {
                #expect((try? JSON(parsing: JSONWriter.encode(value))) == value, "\(source)")
            }
        }
        #expect(refused > 19_000, "\(source)")
    }

    @Test("a text with one byte changed is refused, or means a value that can be written")
    func mutations() throws {
        var source = SplitMix64(seed: UInt64.random(in: 0...UInt64.max))
        for _ in 0..<5_000 {
            var bytes = JSONWriter.encode(Sample.random(using: &source))
            bytes[Int.random(in: 0..<bytes.count, using: &source)] = UInt8.random(in: 0...255, using: &source)
            guard let sample = try? Sample.decode(bytes) else { continue }
            #expect(try Sample.decode(JSONWriter.encode(sample)) == sample, "\(source)")
        }
    }

    @Test("every prefix of a text is refused")
    func prefixes() {
        let bytes = JSONWriter.encode(Sample(text: "é\n😀", number: -12, flag: true, inner: .example))
        for count in 0..<bytes.count {
            #expect(throws: JSONFault.self) { _ = try Sample.decode(Array(bytes[..<count])) }
        }
    }
}

@Suite("The JSON writer")
struct JSONWriterTests {
    @Test("escapes what RFC 8259 demands, and nothing else", arguments: [
        ("\"", #""\"""#), ("\\", #""\\""#), ("/", #""/""#), ("\n\r\t", #""\n\r\t""#), ("\u{1}", #""\u0001""#),
        ("\u{1F}", #""\u001f""#), ("\u{8}", #""\u0008""#), ("\u{7F}", "\"\u{7F}\""), ("é😀", "\"é😀\""),
        ("\u{2028}", "\"\u{2028}\""), ("", "\"\""),
    ])
    func escapes(text: String, expected: String) throws {
        #expect(String(decoding: JSONWriter.encode(text), as: UTF8.self) == expected)
        #expect(try String.decode(Array(expected.utf8)) == text)
    }

    @Test("writes integers plainly", arguments: [0, 7, -7, 10, -10, 9_007_199_254_740_991, Int64.min, Int64.max])
    func integers(number: Int64) {
        #expect(String(decoding: JSONWriter.encode(number), as: UTF8.self) == String(number))
    }

    @Test("leaves absent members and empty lists out, and erasable texts where asked")
    func absent() {
        let sample = Sample(text: "", number: 0, flag: nil, inner: .init(count: 1, names: []))
        #expect(String(decoding: JSONWriter.encode(sample), as: UTF8.self)
            == #"{"text":"","number":0,"inner":{"count":1}}"#)
        var writer = JSONWriter()
        writer.omitsTexts = true
        Text.example.write(&writer)
        #expect(writer.bytes == Array("\"\"".utf8))
    }
}
