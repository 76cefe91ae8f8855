import Schema
import Testing

@Suite("Labels")
struct LabelTests {
    @Test("what turns the writing's direction or is not seen is refused", arguments: [
        0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF, 0x2028, 0x2029,
        0x07, 0x7F,
    ] as [UInt32])
    func misleading(scalar: UInt32) throws {
        let sign = try #require(Unicode.Scalar(scalar))
        #expect(Label("invoice\(Character(sign))fdp.exe") == nil)
    }

    @Test("scripts, joined pictures and joiners stay", arguments: ["Zürich", "東京", "עברית", "👩‍💻", "می‌خواهم"])
    func scripts(text: String) {
        #expect(Label(text)?.text == text)
    }
}
