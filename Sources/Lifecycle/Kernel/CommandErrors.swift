public import Schema

/// An error that a command may answer, with its parameters.
public protocol CommandError: Message, Equatable {
    /// When it comes, one sentence.
    static var about: String { get }
}

extension CommandError {
    /// The error's own name in every interface, CamelCase.
    public static var name: String { typeName }
}

/// The errors that every command interface shares.
public enum CommandErrors {
    /// All of them, in the order in which interfaces show them.
    public static let all: [any CommandError.Type] = [
        Refused.self, VersionConflict.self, NotPermitted.self, NotFound.self, CommandIdReused.self, BadInput.self,
        Busy.self, Unavailable.self,
    ]

    /// A rule said no.
    public struct Refused: CommandError {
        /// Code of the rule.
        public var rule: Rule
        /// One sentence.
        public var message: String
        /// Everything that is missing.
        public var missing: [Missing]

        /// From the domain's refusal.
        public init(_ refusal: Refusal) {
            self.init(rule: refusal.rule, message: refusal.message, missing: refusal.missing)
        }

        /// A refusal.
        public init(rule: Rule, message: String, missing: [Missing]) {
            self.rule = rule
            self.message = message
            self.missing = missing
        }

        /// One description of the message.
        public static let fields = Fields(
            Refused.init(rule:message:missing:),
            Field("rule", \.rule, "code of the rule"),
            Field("message", \.message, "one sentence"),
            Field("missing", \.missing, "everything that is missing"))
        /// When it comes.
        public static let about = "A rule said no: which, why, and what is missing."
    }

    /// The stream moved on, or was not there.
    public struct VersionConflict: CommandError {
        /// The stream's name.
        public var stream: String
        /// The version that the caller expected.
        public var expected: Int64
        /// The version that it has.
        public var actual: Int64

        /// A conflict.
        public init(stream: String, expected: Int64, actual: Int64) {
            self.stream = stream
            self.expected = expected
            self.actual = actual
        }

        /// One description of the message.
        public static let fields = Fields(
            VersionConflict.init(stream:expected:actual:),
            Field("stream", \.stream, "the stream's name"),
            Field("expected", \.expected, "the version expected"),
            Field("actual", \.actual, "the version that it has"))
        /// When it comes.
        public static let about = "The stream has another version than the caller expected."
    }

    /// The caller's roles do not suffice.
    public struct NotPermitted: CommandError {
        /// Which role would do.
        public var message: String

        /// A denial.
        public init(message: String) { self.message = message }

        /// One description of the message.
        public static let fields = Fields(
            NotPermitted.init(message:), Field("message", \.message, "what would be needed"))
        /// When it comes.
        public static let about = "The caller may not do this."
    }

    /// What the call names is not there.
    public struct NotFound: CommandError {
        /// What is not there.
        public var what: String

        /// Something absent.
        public init(what: String) { self.what = what }

        /// One description of the message.
        public static let fields = Fields(NotFound.init(what:), Field("what", \.what, "what is not there"))
        /// When it comes.
        public static let about = "What the call names does not exist."
    }

    /// The id was used for something else.
    public struct CommandIdReused: CommandError {
        /// The id.
        public var commandId: String

        /// A reused id.
        public init(commandId: String) { self.commandId = commandId }

        /// One description of the message.
        public static let fields = Fields(
            CommandIdReused.init(commandId:), Field("commandId", \.commandId, "the id"))
        /// When it comes.
        public static let about = "The command id was used before, with other parameters."
    }

    /// The parameters are not what the method takes.
    public struct BadInput: CommandError {
        /// Keys from the outside in; empty for the whole.
        public var field: String
        /// What is wrong, and what would be taken.
        public var message: String

        /// From the reader's fault.
        public init(_ fault: JSONFault) { self.init(field: fault.path, message: fault.description) }

        /// Bad input.
        public init(field: String, message: String) {
            self.field = field
            self.message = message
        }

        /// One description of the message.
        public static let fields = Fields(
            BadInput.init(field:message:),
            Field("field", \.field, "keys from the outside in, joined by dots"),
            Field("message", \.message, "what is wrong, and what would be taken"))
        /// When it comes.
        public static let about = "The parameters are not what the method takes."
    }

    /// Too much is waiting.
    public struct Busy: CommandError {
        /// Nothing to say.
        public init() {}

        /// One description of the message.
        public static let fields = Fields(Busy.init)
        /// When it comes.
        public static let about = "Too many commands are waiting; try again."
    }

    /// Nothing can be written now.
    public struct Unavailable: CommandError {
        /// Why, for the operator.
        public var reason: String

        /// Unavailability.
        public init(reason: String) { self.reason = reason }

        /// One description of the message.
        public static let fields = Fields(
            Unavailable.init(reason:), Field("reason", \.reason, "why, for the operator"))
        /// When it comes.
        public static let about = "Nothing can be recorded now; reads go on."
    }
}

extension CommandIndex.Interface {
    /// The interface as Varlink describes it: every command's own fields and the envelope's, one reply for all.
    public var varlink: VarlinkInterface {
        VarlinkInterface(
            name: name, about: about, methods: commands.map(\.varlink),
            errors: CommandErrors.all.map { .init(name: $0.name, about: $0.about, parameters: $0.shape) })
    }
}

extension CommandType {
    /// Own fields, then the envelope's.
    public var parameters: Shape {
        .object(name: method, fields: type.shape.members + CommandEnvelope.shape.members)
    }

    fileprivate var varlink: VarlinkInterface.Method {
        VarlinkInterface.Method(name: method, about: about, parameters: parameters, reply: CommandReply.shape)
    }
}

extension Shape {
    /// An object's fields; none for any other shape.
    fileprivate var members: [FieldShape] {
        if case .object(_, let fields) = required { fields } else { [] }
    }
}
