import Ledger
import Lifecycle
import Schema

/// Replaces the key of checkpoints.
struct RotateKeyQuery: Query {
    static let fields = Fields(Self.init)
    static let method = "RotateKey"
    static let about = "Make another key, have the log adopt it, and sign the head with both keys."
    static let roles: [Role] = [.operator]

    struct Reply: Message {
        var verifierKey: String
        var position: Int64
        var checkpoint: CheckpointRecord?
        static let typeName = "RotateKeyReply"
        static let fields = Fields(
            Self.init,
            Field("verifierKey", \Self.verifierKey, "the public key in force from here on"),
            Field("position", \.position, "the event that adopted it"),
            Field("checkpoint", \.checkpoint, "the checkpoint over the adoption"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        let rotated: (outcome: CommandOutcome, checkpoint: CheckpointOutcome?)
        do throws(LedgerError) {
            rotated = try library.operations.rotateKey(asker.caller)
        } catch {
            throw QueryFault(error)
        }
        switch rotated.outcome {
        case .accepted(let reply):
            return Reply(
                verifierKey: library.governance.checkpointKeys.last?.text ?? "", position: reply.position,
                checkpoint: rotated.checkpoint?.stored.map(CheckpointRecord.init))
        case .notPermitted(let message, _), .unavailable(let message): throw .unavailable(message)
        case .refused(let refusal): throw .unavailable(refusal.message)
        case .busy: throw .unavailable("busy")
        case .conflict, .notFound, .commandIDReused, .badInput: throw .unavailable("\(rotated.outcome)")
        }
    }
}

extension CheckpointOutcome {
    /// The checkpoint over everything, if there is one.
    fileprivate var stored: StoredCheckpoint? {
        switch self {
        case .made(let stored), .unchanged(let stored): stored
        case .empty, .notInForce: nil
        }
    }
}
