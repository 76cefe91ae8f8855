import Ledger
import Lifecycle
import Schema

/// A signed tree head as the socket tells it.
struct CheckpointRecord: Message {
    var place: Int64
    var size: Int64
    var made: Instant
    var note: String
    static let fields = Fields(
        Self.init,
        Field("place", \Self.place, "place among the checkpoints, from 0"),
        Field("size", \.size, "how many events it covers"),
        Field("made", \.made, "when it was made"),
        Field("note", \.note, "the C2SP tlog-checkpoint, whole"))
}

extension CheckpointRecord {
    init(_ stored: StoredCheckpoint) {
        self.init(
            place: stored.place, size: stored.size, made: (try? Instant(microseconds: stored.made)) ?? .min,
            note: stored.note)
    }
}

/// A key that the log has adopted.
struct KeyRecord: Message {
    var position: Int64
    var verifierKey: String
    static let fields = Fields(
        Self.init,
        Field("position", \Self.position, "the event that adopted it; in force for trees of more events than that"),
        Field("verifierKey", \.verifierKey, "the public key, as C2SP signed-note writes it"))
}

/// Checkpoints that were made, and the keys that signed them.
struct CheckpointsQuery: Query {
    var from: Int64?
    var limit: Int64?
    static let fields = Fields(
        Self.init,
        Field("from", \Self.from, "first place; the last checkpoint alone where absent"),
        Field("limit", \.limit, "how many at most; 100 where absent, never more than 1,000"))
    static let method = "Checkpoints"
    static let isForNarrowed = true
    static let about = "Signed tree heads, the log's origin, and the public keys that the log has adopted."

    struct Reply: Message {
        var origin: String
        var keys: [KeyRecord]
        var checkpoints: [CheckpointRecord]
        static let typeName = "CheckpointsReply"
        static let fields = Fields(
            Self.init,
            Field("origin", \Self.origin, "origin line of the log"),
            Field("keys", \.keys, "public keys in the order of their adoption"),
            Field("checkpoints", \.checkpoints, "by place"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        try library.ledger { (reader) throws(LedgerError) in
            let identity = try reader.identity()
            let rows = if let from {
                try reader.checkpoints(from: max(from, 0), limit: min(max(limit ?? 100, 1), 1000))
            } else {
                try reader.lastCheckpoint().map { [$0] } ?? []
            }
            return Reply(
                origin: identity.origin ?? "",
                keys: identity.keys.map { KeyRecord(position: $0.position, verifierKey: $0.text) },
                checkpoints: rows.map(CheckpointRecord.init))
        }
    }
}

/// Makes a checkpoint now.
struct CheckpointQuery: Query {
    static let fields = Fields(Self.init)
    static let method = "Checkpoint"
    static let about = "Sign the log's head now; the last checkpoint again where it covers everything."
    static let roles: [Role] = [.operator]

    struct Reply: Message {
        var checkpoint: CheckpointRecord
        var isNew: Bool
        static let typeName = "CheckpointReply"
        static let fields = Fields(
            Self.init,
            Field("checkpoint", \Self.checkpoint, "the checkpoint over everything"),
            Field("isNew", \.isNew, "whether it was made now"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        let outcome: CheckpointOutcome
        do throws(LedgerError) { outcome = try library.operations.checkpoint() } catch { throw QueryFault(error) }
        switch outcome {
        case .made(let made): return Reply(checkpoint: CheckpointRecord(made), isNew: true)
        case .unchanged(let last): return Reply(checkpoint: CheckpointRecord(last), isNew: false)
        case .empty: throw .notFound("an event to sign")
        case .notInForce:
            throw .unavailable(
                "the daemon does not hold the key in force; an operator adopts another: audit rotate-key")
        }
    }
}
