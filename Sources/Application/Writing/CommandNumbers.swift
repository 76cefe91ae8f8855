import Schema

/// Ids for commands whose callers gave none.
enum CommandNumbers {
    /// A fresh UUID of version 7 (RFC 9562), so that the ledger's index of commands grows at its end.
    static func fresh(_ now: Instant) -> String {
        var generator = SystemRandomNumberGenerator()
        return UUIDText.version7(
            milliseconds: now.microseconds / 1000, random: (generator.next(), generator.next())).description
    }
}
