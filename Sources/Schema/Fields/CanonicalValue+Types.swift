extension Decimal: CanonicalValue {
    /// An exact decimal.
    public static var format: StaticString { "decimal" }
    /// No exponent, no trailing zeros.
    public static var pattern: String? { "^-?(0|[1-9][0-9]*)([.][0-9]*[1-9])?$" }
    /// 95.5.
    public static var example: Decimal { Decimal(units: 955, scale: 1) ?? .zero }
}

extension Currency: CanonicalValue {
    /// An ISO 4217 code.
    public static var format: StaticString { "currency" }
    /// Three capitals.
    public static var pattern: String? { "^[A-Z]{3}$" }
    /// The euro.
    public static var example: Currency { Currency("EUR") ?? all[0] }
}

extension CivilDate: CanonicalValue {
    /// A calendar day.
    public static var format: StaticString { "date" }
    /// Year, month, day.
    public static var pattern: String? { "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }
    /// A Saturday.
    public static var example: CivilDate { CivilDate("2026-11-21") ?? .min }
}

extension Instant: CanonicalValue {
    /// A moment in UTC, to the microsecond.
    public static var format: StaticString { "instant" }
    /// RFC 3339, always six digits of a second, always Z.
    public static var pattern: String? { "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}Z$" }
    /// A quarter past nine.
    public static var example: Instant { Instant("2026-11-21T09:15:02.123456Z") ?? .min }
}

extension Digest: CanonicalValue {
    /// A SHA-256 digest.
    public static var format: StaticString { "sha256" }
    /// 64 lowercase hexadecimal digits.
    public static var pattern: String? { "^[0-9a-f]{64}$" }
    /// Of the empty text.
    public static var example: Digest {
        Digest(words: (0xE3B0_C442_98FC_1C14, 0x9AFB_F4C8_996F_B924, 0x27AE_41E4_649B_934C, 0xA495_991B_7852_B855))
    }
}

extension UUIDText: CanonicalValue {
    /// A UUID.
    public static var format: StaticString { "uuid" }
    /// Lowercase, RFC 9562.
    public static var pattern: String? { "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }
    /// A version 7.
    public static var example: UUIDText { UUIDText(high: 0x0193_6F0E_7C1E_7A63, low: 0x9C7E_1D0D_6A3F_B5F1) }
}

extension ZoneID: CanonicalValue {
    /// A time zone of the IANA database.
    public static var format: StaticString { "zone" }
    /// Berlin.
    public static var example: ZoneID { ZoneID("Europe/Berlin") ?? .utc }
}

extension NoticePeriod: CanonicalValue {
    /// A count and its unit.
    public static var format: StaticString { "notice" }
    /// Days, business days or months.
    public static var pattern: String? { "^(0|[1-9][0-9]{0,3}) (days|business_days|months)$" }
    /// Three months.
    public static var example: NoticePeriod {
        var source = SplitMix64(seed: 3)
        return NoticePeriod("3 months") ?? .random(using: &source)
    }
}
