/// The rule of the LEI: twenty characters whose last two are check digits.
///
/// From ISO 17442-1 § 5 and ISO/IEC 7064, MOD 97-10.
enum LegalEntityIdentifier {
    /// Whether the text is an LEI whose check digits agree.
    static func isValid(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 20, bytes[18...].allSatisfy({ $0 &- 0x30 <= 9 }) else { return false }
        var rest = 0
        for byte in bytes {
            guard let value = value(of: byte) else { return false }
            rest = (rest * (value < 10 ? 10 : 100) + value) % 97
        }
        return rest == 1
    }

    /// Digits count as themselves, A to Z as 10 to 35.
    private static func value(of byte: UInt8) -> Int? {
        switch byte {
        case 0x30...0x39: Int(byte) - 0x30
        case 0x41...0x5A: Int(byte) - 0x41 + 10
        default: nil  // not a domain enum
        }
    }
}
