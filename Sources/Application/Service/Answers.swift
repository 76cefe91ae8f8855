import Lifecycle
import Schema
import Synchronization
import Varlink

/// Collects the answers of one batch, so that they leave with one hop.
final class Answers: Sendable {
    private let replies = Mutex(VarlinkReplies())

    func end(_ call: VarlinkCall, _ reply: VarlinkReply) {
        replies.withLock { $0.add(call, reply) }
    }

    func flush() {
        var batch = replies.withLock { replies in
            defer { replies = VarlinkReplies() }
            return replies
        }
        batch.flush()
    }

    static func reply(_ outcome: CommandOutcome, _ type: CommandType) -> VarlinkReply {
        switch outcome {
        case .accepted(let reply): .parameters(JSONWriter.encode(reply))
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
