internal import Schema
internal import Views

/// The parameters of a question, gathered from the words.
struct Question {
    let invocation: Invocation
    private(set) var parameters = JSON.object([])

    init(_ invocation: Invocation) { self.invocation = invocation }

    /// With a value under a key; absent where there is none.
    func setting(_ key: String, _ value: JSON?) -> Question {
        guard let value else { return self }
        var question = self
        question.parameters = parameters.setting([key], to: value)
        return question
    }

    /// With `--as-of` and `--at-least`.
    func moment() throws(CommandFailure) -> Question {
        try setting("asOf", invocation.words.last("as-of").map { .string(Question.moment($0)) })
            .number("at-least", "atLeast")
    }

    /// With `--since` and `--until`.
    func period() throws(CommandFailure) -> Question { period(try PeriodWords(invocation.words)) }

    /// With a period.
    func period(_ period: PeriodWords) -> Question {
        setting("since", period.since.map { .string($0.text) })
            .setting("until", period.until.map { .string($0.text) })
    }

    /// A day means its end.
    static func moment(_ text: String) -> String { CivilDate(text) == nil ? text : text + "T23:59:59.999999Z" }

    /// With `--after` and `--limit`.
    func page() throws(CommandFailure) -> Question { try text("after", "after").number("limit", "limit") }

    /// With the word at a place, where it is there.
    func operand(_ index: Int, _ key: String) throws(CommandFailure) -> Question {
        setting(key, .string(try invocation.operand(index)))
    }

    /// With an option's text.
    func text(_ option: String, _ key: String) -> Question {
        setting(key, invocation.words.last(option).map { .string($0) })
    }

    /// With an option's closed word as the wire has it.
    func word(_ option: String, _ key: String) -> Question {
        setting(key, invocation.words.last(option).map { .string($0.replacing("-", with: "_")) })
    }

    /// With an option's whole number.
    func number(_ option: String, _ key: String) throws(CommandFailure) -> Question {
        guard let word = invocation.words.last(option) else { return self }
        let least: Int64 = option == "limit" ? 1 : 0
        guard let number = Int64(word), number >= least else {
            throw .usage("--\(option) takes a number from \(least), not \(word)")
        }
        return setting(key, .integer(number))
    }

    /// With every value of an option.
    func texts(_ option: String, _ key: String) -> Question {
        let values = invocation.words.all(option)
        return values.isEmpty ? self : setting(key, .array(values.map { .string($0) }))
    }

    /// With the stream that the word at a place names: an engagement's id, `provider/ID`, or `governance`.
    func stream(_ index: Int) throws(CommandFailure) -> Question {
        setting("stream", .string(Question.stream(try invocation.operand(index))))
    }

    /// A stream's full name; an id alone is an engagement's.
    static func stream(_ word: String) -> String {
        let isFull = word == "governance" || word.hasPrefix("engagement/") || word.hasPrefix("provider/")
        return isFull ? word : "engagement/" + word
    }
}
