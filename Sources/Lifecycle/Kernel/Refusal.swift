public import Schema

/// A rule said no: which, why, and what would have to be there.
public struct Refusal: Error, Sendable {
    /// The rule that refuses.
    public var rule: Rule
    /// One sentence for the person who asked.
    public var message: String
    /// Everything that is missing, not only the first.
    public var missing: [Missing]
    /// What the log must keep of the attempt itself (SEP-2).
    public var record: [Decision.Emission]

    /// A refusal.
    public init(
        _ rule: Rule, _ message: String, missing: [Missing] = [], record: [Decision.Emission] = []
    ) {
        self.rule = rule
        self.message = message
        self.missing = missing
        self.record = record
    }
}

/// One thing that a refusal or an open gate waits for.
public struct Missing: Message, Equatable {
    /// The rule it belongs to.
    public var rule: Rule
    /// What is missing, in words.
    public var what: String
    /// What supplies it, as typed after `engagectl`.
    public var command: String?

    /// One thing missing.
    public init(rule: Rule, what: String, command: String? = nil) {
        self.rule = rule
        self.what = what
        self.command = command
    }

    /// One description of the message.
    public static let fields = Fields(
        Missing.init(rule:what:command:),
        Field("rule", \.rule, "code of the rule"),
        Field("what", \.what, "what is missing, in words"),
        Field("command", \.command, "what supplies it, as typed after engagectl"))
}
