/// Base 64 of RFC 4648 § 4, padded, and strict: a text that another encoder would not have written is refused.
enum Base64 {
    private static let alphabet: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    static func encode(_ bytes: [UInt8]) -> String {
        var digits: [UInt8] = []
        digits.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for place in 0..<4 {
                digits.append(place <= group.count ? alphabet.utf8Start[word >> (18 - 6 * place) & 63] : 0x3D)
            }
        }
        return String(decoding: digits, as: UTF8.self)
    }

    /// The bytes, or nil for what is not canonical.
    static func decode(_ text: some StringProtocol) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 4 * 3)
        let padding = digits.reversed().prefix { $0 == 0x3D }.count
        guard padding <= 2 else { return nil }
        var word = 0
        for (index, digit) in digits.dropLast(padding).enumerated() {
            guard let value = value(digit) else { return nil }
            word = word << 6 | value
            if index % 4 != 3 { continue }
            bytes += [UInt8(word >> 16), UInt8(word >> 8 & 255), UInt8(word & 255)]
            word = 0
        }
        return append(rest: word, padding, to: bytes)
    }

    /// The last group's one or two bytes; the bits that fill it up must be zero.
    private static func append(rest word: Int, _ padding: Int, to bytes: [UInt8]) -> [UInt8]? {
        switch padding {
        case 1: word & 3 == 0 ? bytes + [UInt8(word >> 10), UInt8(word >> 2 & 255)] : nil
        case 2: word & 15 == 0 ? bytes + [UInt8(word >> 4)] : nil
        default: bytes
        }
    }

    private static func value(_ digit: UInt8) -> Int? {
        switch digit {
        case 0x41...0x5A: Int(digit) - 0x41
        case 0x61...0x7A: Int(digit) - 0x61 + 26
        case 0x30...0x39: Int(digit) - 0x30 + 52
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }
}
