internal import Schema

/// A stream's events with what each changed, page by page from the first wanted on.
struct HistoryPages {
    private let invocation: Invocation
    private let question: Question
    private let first: Int64
    private static let pageLength: Int64 = 200

    init(_ invocation: Invocation, stream: String) throws(CommandFailure) {
        self.invocation = invocation
        question = try Question(invocation).setting("stream", .string(stream)).setting("patch", .boolean(true))
            .setting("limit", .integer(HistoryPages.pageLength))
            .setting("asOf", invocation.words.last("as-of").map { .string(Question.moment($0)) })
            .number("to", "to").period()
        guard let word = invocation.words.last("from") else {
            first = 1
            return
        }
        guard let number = Int64(word), number > 0 else { throw .usage("--from takes a version, not \(word)") }
        first = number
    }

    /// Every event until the last one wanted, or until `take` answers false.
    func each(_ take: (JSON) throws(CommandFailure) -> Bool) throws(CommandFailure) {
        var next: Int64? = first
        while let from = next {
            let reply = try invocation.session.ask(
                "org.engaged.Engagements.History", question.setting("from", .integer(from)).parameters)
            for entry in reply["events"]?.elements ?? [] {
                guard try take(entry) else { return }
            }
            next = reply["next"]?.number
        }
    }
}
