internal import Glibc
internal import Ledger
internal import Schema

/// Ids under which commands are sent, so that none is carried out twice.
enum CommandNumber {
    /// A new one, UUID version 7.
    static func fresh() -> UUIDText {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let milliseconds = Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000
        var source = SystemRandomNumberGenerator()
        return UUIDText.version7(milliseconds: milliseconds, random: (source.next(), source.next()))
    }

    /// The same for the same content, whoever computes it: UUID version 8 from its SHA-256 (RFC 9562 § 5.8).
    static func derived(from content: String) -> UUIDText {
        let bytes = SealedText(sealing: content, salt: []).digest
        func word(_ start: Int) -> UInt64 {
            bytes.dropFirst(start).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        }
        return UUIDText(
            high: word(0) & 0xFFFF_FFFF_FFFF_0FFF | 0x8000,
            low: word(8) & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000)
    }
}
