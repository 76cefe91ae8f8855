import Ledger
import Lifecycle
import Schema
import Varlink

/// One command waiting for its turn, with everything that the socket knew of it.
final class Job: Sendable {
    /// What is asked.
    let command: any Command
    /// Its type.
    let type: CommandType
    /// How it is asked.
    let envelope: CommandEnvelope
    /// Who asks, as the kernel says.
    let caller: Caller
    /// Lowercase UUID: the caller's, or one that we made.
    let commandID: String
    /// SHA-256 of method and parameters without texts.
    let parameters: [UInt8]
    /// Texts sealed while the command was decoded.
    let texts: [SealedText]
    /// Takes the outcome, once, on the writer's thread, with the reply where it has been written already.
    let done: @Sendable (CommandOutcome, VarlinkReply?) -> Void

    init(
        command: any Command, type: CommandType, envelope: CommandEnvelope, caller: Caller, commandID: String,
        parameters: [UInt8], texts: [SealedText], done: @escaping @Sendable (CommandOutcome, VarlinkReply?) -> Void
    ) {
        self.command = command
        self.type = type
        self.envelope = envelope
        self.caller = caller
        self.commandID = commandID
        self.parameters = parameters
        self.texts = texts
        self.done = done
    }
}

/// What became of a command.
enum CommandOutcome: Sendable {
    /// Its events are durable, or would be (dry run), or were already (repeated).
    case accepted(CommandReply)
    /// A rule said no.
    case refused(Refusal)
    /// The stream is not where the caller thought it was.
    case conflict(stream: String, expected: Int64, actual: Int64)
    /// The caller may not, by the rule where one of the domain's says so.
    case notPermitted(String, rule: Rule? = nil)
    /// What it names is not there.
    case notFound(String)
    /// The id was used for something else.
    case commandIDReused(String)
    /// A value makes no sense.
    case badInput(field: String, message: String)
    /// The queue is full.
    case busy
    /// Nothing can be written now.
    case unavailable(String)
}
