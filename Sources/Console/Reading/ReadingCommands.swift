/// Commands that ask and change nothing.
enum ReadingCommands {
    /// In the order of help.
    static var all: [CommandEntry] { engagements + registers + LogCommand.all }

    static let asOf = CommandOption.value("as-of", "TIME|POSITION", "as it was then; a day means its end, in UTC")
    static let limit = CommandOption.value("limit", "N", "how many at most, up to 1,000")
    static let atLeast = CommandOption.value("at-least", "POSITION", "wait until the views have come so far")
    static let types = CommandOption.value("type", "NAME", "only events of this type", repeats: true)

    /// A command that lists rows.
    static func list(
        _ name: String, _ about: String, _ method: String, _ listing: Listing, operands: [String] = [],
        options: [CommandOption] = [], _ question: @escaping (Question) throws(CommandFailure) -> Question
    ) -> CommandEntry {
        CommandEntry(
            words: name.split(separator: " ").map(String.init), about: about, operands: operands,
            options: options + [asOf, atLeast],
            run: { (invocation) throws(CommandFailure) in
                try invocation.requireAtMost(operands.count)
                let question = try question(Question(invocation).moment())
                listing.write(try invocation.session.ask(method, question.parameters), invocation)
            })
    }
}
