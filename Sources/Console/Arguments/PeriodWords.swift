internal import Schema
internal import Views

/// `--since` and `--until`, of every command that reads the log.
struct PeriodWords {
    let since: LogBound?
    let until: LogBound?

    /// The two options.
    ///
    /// - Parameter what: what they choose, before "recorded from here on".
    static func options(_ what: String = "") -> [CommandOption] {
        [
            .value("since", "TIME|POSITION",
                   what + "recorded from here on, whenever effective; a day means its beginning, in UTC"),
            .value("until", "TIME|POSITION", what + "recorded up to here; a day means its end, in UTC"),
        ]
    }

    /// A period that ends before it begins is a slip of the hand, and not an empty answer.
    init(_ words: ParsedWords) throws(CommandFailure) {
        since = try PeriodWords.bound(words.last("since"), "since", "T00:00:00.000000Z")
        until = try PeriodWords.bound(words.last("until"), "until", "T23:59:59.999999Z")
        if LogBound.isBackwards(since, until) { throw .usage("--until lies before --since") }
    }

    /// One end of a period; a day means its beginning or its end.
    private static func bound(
        _ word: String?, _ option: String, _ clock: String
    ) throws(CommandFailure) -> LogBound? {
        guard let word else { return nil }
        guard let bound = LogBound(CivilDate(word) == nil ? word : word + clock) else {
            throw .usage(
                "--\(option) takes a position or a time, not \(word)",
                hint: "a day as 2026-11-21, a time with its zone as 2026-11-21T09:15:02Z or …+01:00, or a position")
        }
        return bound
    }
}
