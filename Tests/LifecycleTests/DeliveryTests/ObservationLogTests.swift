@testable import Lifecycle
import Schema
import Testing

@Suite("Packed observations")
struct ObservationLogTests {
    @Test("what is written is read again, and bytes are canonical")
    func roundTrip() throws {
        var source = SplitMix64(seed: UInt64.random(in: .min ... .max))
        for _ in 0..<500 {
            let log = ObservationLog.random(using: &source)
            let bytes = JSONWriter.encode(log)
            let again = try ObservationLog.decode(bytes)
            #expect(again == log, "\(source)")
            #expect(JSONWriter.encode(again) == bytes, "\(source)")
        }
    }

    @Test("the text is what its comment says")
    func spelling() throws {
        var desk = ServiceDesk()
        try desk.measure(
            MeasurementRow("2026-05-01", "91.5", sample: 200), MeasurementRow("2026-05-02", "19/20"))
        let log = try #require(desk.engagement.delivery.series.first?.observations)
        #expect(String(decoding: JSONWriter.encode(log), as: UTF8.self) == "\"20574=91.5#200@0 1=19/20@1\"")
    }

    @Test("a text that is not one is refused, never trapped on", arguments: [
        " ", "x", "1", "1=", "1=2", "1=2@", "1=2@3 ", "1=2@3  1=2@1", "01=2@3", "-0=2@3", "1=02@3", "1=2@3x",
        "1-0=2@3", "1--1=2@3", "1=2/@3", "1=2#@3", "1=2#-1@3", "1=2@3 0=2@1", "1-5=2@3 5=2@1", "1=2@3 -1=2@1",
        "99999999999999999=2@3", "9999999999999999999999=2@3", "1-999999999=2@3", "1=2@99999999999999999",
        "1=2@9007199254740991 1=2@9007199254740991", "1=1e3@1", "1=2.0@3", "1=2#9007199254740992@3",
    ])
    func hostile(text: String) {
        #expect(throws: JSONFault.self) { try ObservationLog.decode(Array("\"\(text)\"".utf8)) }
    }

    @Test("any mutation of a packed log is refused or is another log, never a trap")
    func mutations() throws {
        var source = SplitMix64(seed: UInt64.random(in: .min ... .max))
        let alphabet = Array("0123456789-=/#@. x".utf8)
        for _ in 0..<5_000 {
            var bytes = JSONWriter.encode(ObservationLog.random(using: &source))
            let index = Int.random(in: 1..<Swift.max(2, bytes.count - 1), using: &source)
            guard bytes.count > 2 else { continue }
            bytes[index] = alphabet.randomElement(using: &source) ?? 0x30
            guard let log = try? ObservationLog.decode(bytes) else { continue }
            #expect(JSONWriter.encode(log) == bytes, "\(source)")
        }
    }

    @Test("an exact number has one spelling", arguments: ["2/4", "2/1", "01", "-0", "1/-2", "1/0", "+1", "", "/"])
    func exactNumber(text: String) {
        #expect(ExactNumber(text) == nil)
    }

    @Test("an exact number is read as it is written")
    func exactRoundTrip() throws {
        var source = SplitMix64(seed: UInt64.random(in: .min ... .max))
        for _ in 0..<500 {
            let number = ExactNumber.random(using: &source)
            #expect(try ExactNumber.decode(JSONWriter.encode(number)) == number, "\(source)")
        }
        #expect(ExactNumber("900/11")?.shown == "81.82")
    }
}
