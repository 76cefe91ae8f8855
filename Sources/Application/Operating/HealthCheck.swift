import Schema

/// How one thing stands that an operator looks at.
enum HealthVerdict: String, Choice {
    /// As it should be.
    case good
    /// It works, and somebody should look.
    case warning
    /// It does not work.
    case bad
}

/// One thing that an operator looks at, how it stands, and what to do.
struct HealthCheck: Message {
    var name: String
    var verdict: HealthVerdict
    var detail: String
    var hint: String?
    static let fields = Fields(
        Self.init,
        Field("name", \Self.name, "what was looked at"),
        Field("verdict", \.verdict, "how it stands"),
        Field("detail", \.detail, "in words"),
        Field("hint", \.hint, "what to type or read next"))

    /// A thing that is good, or else needs what the hint says.
    static func of(_ name: String, _ verdict: HealthVerdict, _ detail: String, hint: String? = nil) -> HealthCheck {
        HealthCheck(name: name, verdict: verdict, detail: detail, hint: verdict == .good ? nil : hint)
    }
}
