import Lifecycle
import NIOCore
import Schema
import Synchronization
import Varlink

/// Collects the answers of one batch, so that they leave with one hop.
final class Answers: Sendable {
    private struct Answer: Sendable {
        var call: VarlinkCall
        var outcome: CommandOutcome
        var type: CommandType
        /// Where it is written already.
        var reply: VarlinkReply?
    }

    private let waiting = Mutex<[Answer]>([])

    /// Notes the answer to a call.
    func end(_ call: VarlinkCall, _ outcome: CommandOutcome, _ type: CommandType, _ reply: VarlinkReply?) {
        waiting.withLock { $0.append(Answer(call: call, outcome: outcome, type: type, reply: reply)) }
    }

    /// Sends what was noted. The loop writes the JSON: the writer has the next batch to see to.
    func flush() {
        let batch = waiting.withLock { waiting in
            defer { waiting = [] }
            return waiting
        }
        guard let loop = batch.first?.call.eventLoop else { return }
        if loop.inEventLoop { Answers.send(batch) } else { loop.execute { Answers.send(batch) } }
    }

    private static func send(_ batch: [Answer]) {
        var replies = VarlinkReplies()
        for answer in batch { replies.add(answer.call, answer.reply ?? reply(answer.outcome, answer.type)) }
        replies.flush()
    }

    static func reply(_ outcome: CommandOutcome, _ type: CommandType) -> VarlinkReply {
        switch outcome {
        case .accepted(let reply): .parameters(JSONWriter.reply(reply))
        case .refused(let refusal): failure(CommandErrors.Refused(refusal), type)
        case .conflict(let stream, let expected, let actual):
            failure(CommandErrors.VersionConflict(stream: stream, expected: expected, actual: actual), type)
        case .notPermitted(let message, _): failure(CommandErrors.NotPermitted(message: message), type)
        case .notFound(let what): failure(CommandErrors.NotFound(what: what), type)
        case .commandIDReused(let id): failure(CommandErrors.CommandIdReused(commandId: id), type)
        case .badInput(let field, let message):
            failure(CommandErrors.BadInput(field: field, message: message), type)
        case .busy: failure(CommandErrors.Busy(), type)
        case .unavailable(let reason): failure(CommandErrors.Unavailable(reason: reason), type)
        }
    }

    static func failure<Failure: CommandError>(_ failure: Failure, _ type: CommandType) -> VarlinkReply {
        .failure(VarlinkFailure("\(type.interface).\(Failure.name)", failure))
    }
}
