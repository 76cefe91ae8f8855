/// The name of a time zone as the IANA database spells it, `Asia/Manila`.
///
/// The charset keeps it a relative path below the zone directory: no leading slash, no empty part, no `.` or `..`.
public struct ZoneID: CanonicalText, Comparable {
    /// The name.
    public let name: String

    /// Coordinated universal time.
    public static let utc = ZoneID(checked: "UTC")

    init(checked name: String) { self.name = name }

    /// Reads parts of letters, digits, `_`, `+`, `-` that are joined by `/`; at most 64 bytes.
    public init?(parsing bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count <= 64 else { return nil }
        let parts = bytes.split(separator: 0x2F, omittingEmptySubsequences: false)
        guard parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(Self.isAllowed) }) else { return nil }
        name = String(decoding: bytes, as: UTF8.self)
    }

    /// Appends the name.
    public func write(into output: inout [UInt8]) { output.append(contentsOf: name.utf8) }

    /// By name.
    public static func < (left: ZoneID, right: ZoneID) -> Bool { left.name < right.name }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        byte == 0x2B || (IdentifierText.isAllowed(byte) && byte != Ascii.dot && byte != Ascii.colon)
    }

    /// One of a few names that exist.
    public static func random(using generator: inout some RandomNumberGenerator) -> ZoneID {
        let names = [
            "UTC", "Asia/Manila", "America/New_York", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+12",
        ]
        return ZoneID(checked: names.randomElement(using: &generator) ?? "UTC")
    }
}
