import Schema
import Testing

/// A message with a little of everything.
struct Sample: Message, Hashable {
    struct Inner: Message, Hashable {
        var count: Int64
        var names: [String]
        static let fields = Fields(
            Inner.init(count:names:), Field("count", \.count, "how many"),
            Field("names", \.names, "what they are called"))
    }

    var text: String
    var number: Int64
    var flag: Bool?
    var inner: Inner?

    static let fields = Fields(
        Sample.init(text:number:flag:inner:), Field("text", \.text, "a text"), Field("number", \.number, "a number"),
        Field("flag", \.flag, "a flag"), Field("inner", \.inner, "an object"))
}

@Suite("Strict JSON (RFC 8259)")
struct JSONStrictnessTests {
    struct Bad: Sendable, CustomTestStringConvertible {
        var text: String
        var code: JSONFault.Code
        var testDescription: String { "\(code): \(text.prefix(60).debugDescription)" }
        init(_ text: String, _ code: JSONFault.Code) {
            self.text = text
            self.code = code
        }
    }

    static let bad: [Bad] = [
        Bad("", .syntax), Bad(" ", .badValue), Bad("null", .badValue), Bad("[]", .badValue), Bad("\"\"", .badValue),
        Bad(#"{"text":"a","number":1,"number":2}"#, .duplicateKey),
        Bad(#"{"text":"a","\u0074ext":"b","number":1}"#, .duplicateKey),
        Bad(#"{"text":"a","number":1,"other":1}"#, .unknownKey),
        Bad(#"{"other":1,"text":"a","number":1}"#, .unknownKey),
        Bad(#"{"text":"a","number":1,"inner":{"count":1,"strange":{}}}"#, .unknownKey),
        Bad(#"{"text":"a"}"#, .missing), Bad("{}", .missing),
        Bad(#"{"text":null,"number":1}"#, .badValue),
        Bad(#"{"text":"\ud800","number":1}"#, .surrogate), Bad(#"{"text":"\udc00","number":1}"#, .surrogate),
        Bad(#"{"text":"\ud800\ud800","number":1}"#, .surrogate), Bad(#"{"text":"\ud800x","number":1}"#, .surrogate),
        Bad(#"{"text":"\ud800\n","number":1}"#, .surrogate),
        Bad("{\"text\":\"a\u{1}\",\"number\":1}", .control), Bad("{\"text\":\"a\n\",\"number\":1}", .control),
        Bad("{\"text\":\"a\u{0}\",\"number\":1}", .control),
        Bad(#"{"text":"\x","number":1}"#, .syntax), Bad(#"{"text":"\u12g4","number":1}"#, .syntax),
        Bad(#"{"text":"\u12","number":1}"#, .syntax), Bad(#"{"text":"\"#, .syntax), Bad(#"{"text":"abc"#, .syntax),
        Bad(#"{"text":"a","number":1.0}"#, .badValue), Bad(#"{"text":"a","number":1e3}"#, .badValue),
        Bad(#"{"text":"a","number":1E3}"#, .badValue), Bad(#"{"text":"a","number":-}"#, .syntax),
        Bad(#"{"text":"a","number":01}"#, .syntax), Bad(#"{"text":"a","number":-01}"#, .syntax),
        Bad(#"{"text":"a","number":+1}"#, .syntax), Bad(#"{"text":"a","number":.5}"#, .syntax),
        Bad(#"{"text":"a","number":9007199254740992}"#, .range),
        Bad(#"{"text":"a","number":-9007199254740992}"#, .range),
        Bad(#"{"text":"a","number":99999999999999999999999}"#, .range),
        Bad(#"{"text":"a","number":"1"}"#, .badValue), Bad(#"{"text":"a","number":true}"#, .badValue),
        Bad(#"{"text":"a","number":1,"flag":1}"#, .badValue), Bad(#"{"text":"a","number":1,"flag":tru}"#, .syntax),
        Bad(#"{"text":"a","number":1} x"#, .trailing), Bad(#"{"text":"a","number":1}{}"#, .trailing),
        Bad("{\"text\":\"a\",\"number\":1}\u{0}", .trailing),
        Bad("\u{FEFF}{\"text\":\"a\",\"number\":1}", .badValue),
        Bad(#"{"text":"a","number":1,}"#, .badValue), Bad(#"{"text":"a" "number":1}"#, .syntax),
        Bad(#"{"text" "a","number":1}"#, .syntax), Bad(#"{text:"a","number":1}"#, .badValue),
        Bad(#"{'text':"a","number":1}"#, .badValue), Bad(#"{"text":"a","number":1"#, .syntax),
        Bad("{\"text\":\u{A0}\"a\",\"number\":1}", .syntax), Bad("{/**/\"text\":\"a\",\"number\":1}", .badValue),
        Bad(#"{"text":"a","number":1,"inner":{"count":1,"names":["a",]}}"#, .syntax),
        Bad(#"{"text":"a","number":NaN}"#, .syntax), Bad(#"{"text":"a","number":Infinity}"#, .syntax),
    ]

    @Test("refuses what is not a message, and says why", arguments: bad)
    func refused(bad: Bad) {
        let fault = #expect(throws: JSONFault.self) { _ = try Sample.decode(Array(bad.text.utf8)) }
        #expect(fault?.code == bad.code)
    }

    @Test("refuses bytes that are not UTF-8, in values, keys and behind escapes", arguments: [
        [0x80], [0xC0, 0x80], [0xC3], [0xE2, 0x82], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xFF],
    ] as [[UInt8]])
    func utf8(bytes: [UInt8]) {
        let heads = [#"{"number":1,"text":""#, #"{"number":1,"text":"\n"#, #"{"number":1,""#]
        let tails = [#""}"#, #""}"#, #"":"a"}"#]
        for (head, tail) in zip(heads, tails) {
            let text = Array(head.utf8) + bytes + Array(tail.utf8)
            let fault = #expect(throws: JSONFault.self) { _ = try Sample.decode(text) }
            #expect(fault?.code == .utf8)
        }
    }

    @Test("takes a key with escapes for the key that it spells")
    func escapedKey() throws {
        let sample = try Sample.decode(Array(#"{"\u0074e\u0078t":"a","number":1}"#.utf8))
        #expect(sample.text == "a")
    }

    @Test("takes the edges of the integers")
    func edges() throws {
        for number in [Int64(0), 9_007_199_254_740_991, -9_007_199_254_740_991] {
            #expect(try Sample.decode(Array("{\"text\":\"\",\"number\":\(number)}".utf8)).number == number)
        }
        #expect(try Int64.decode(Array("-0".utf8)) == 0)
    }

    @Test("nests 32 deep and no deeper", arguments: ["[", "{\"a\":"])
    func depth(open: String) throws {
        func text(_ depth: Int) -> [UInt8] {
            let close = open == "[" ? "]" : "}"
            let core = open == "[" ? "" : "1"
            return Array((String(repeating: open, count: depth) + core + String(repeating: close, count: depth)).utf8)
        }
        _ = try JSON(parsing: text(32))
        let fault = #expect(throws: JSONFault.self) { _ = try JSON(parsing: text(33)) }
        #expect(fault?.code == .depth)
        #expect(throws: JSONFault.self) { _ = try JSON(parsing: Array(String(repeating: open, count: 100_000).utf8)) }
    }

    @Test("faults carry the path from the outside in", arguments: [
        (#"{"text":"a","number":1,"inner":{"count":"x"}}"#, "inner.count"),
        (#"{"text":"a","number":1,"inner":{"count":1,"names":["a",2]}}"#, "inner.names[1]"),
        (#"{"text":"a","number":1,"inner":{"names":[]}}"#, "inner.count"),
        (#"{"text":"a","number":1,"inner":{"count":1,"odd":2}}"#, "inner.odd"),
        (#"{"text":"a"}"#, "number"),
    ])
    func paths(text: String, path: String) {
        let fault = #expect(throws: JSONFault.self) { _ = try Sample.decode(Array(text.utf8)) }
        #expect(fault?.path == path)
    }

    @Test("a verbatim object keeps its bytes, blanks and all, and is checked")
    func verbatim() throws {
        let text = Array(#"{ "b" : [1.5e3, null], "a":"é" }"#.utf8)
        #expect(try JSONWriter.encode(VerbatimObject.decode(text)) == text)
        for bad in ["[]", #"{"a":1,"a":2}"#, #"{"a":}"#, #"{"a":01}"#, "{} x"] {
            #expect(throws: JSONFault.self) { _ = try VerbatimObject.decode(Array(bad.utf8)) }
        }
    }
}
