/// What ended a run early: how to exit, what to say, and what to try next.
struct CommandFailure: Error, Equatable {
    var code: ExitCode
    /// One sentence; more lines may follow.
    var message: String
    /// What to type or read next.
    var hint: String?
    /// The daemon's error as JSON, for programs.
    var json: String?

    init(_ code: ExitCode, _ message: String, hint: String? = nil, json: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
        self.json = json
    }

    static func usage(_ message: String, hint: String? = nil) -> CommandFailure {
        CommandFailure(.usage, message, hint: hint)
    }

    static func badInput(_ message: String, hint: String? = nil) -> CommandFailure {
        CommandFailure(.badInput, message, hint: hint)
    }
}
