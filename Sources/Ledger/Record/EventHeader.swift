/// What is hashed of an event: everything but its body, which enters by its SHA-256.
public struct EventHeader: Hashable, Sendable {
    /// Gapless from 0, and the index of the event's leaf in the tree.
    public var position: Int64
    /// The stream it belongs to.
    public var stream: String
    /// Gapless from 1 within its stream.
    public var version: Int64
    /// Its wire name.
    public var type: String
    /// The version of its payload's form.
    public var schema: Int
    /// When it was recorded: microseconds since 1970-01-01T00:00:00Z.
    public var recorded: Int64
    /// The day it takes effect, `YYYY-MM-DD`.
    public var effective: String
    /// The text of the actor's line; `Actor(parsing:)` reads it.
    public var actor: String
    /// The command's id, a lower-case UUID.
    public var command: String
    /// SHA-256 of the body, 32 bytes.
    public var bodyHash: [UInt8]

    /// A header of the given parts.
    public init(position: Int64, stream: String, version: Int64, type: String, schema: Int, recorded: Int64,
                effective: String, actor: String, command: String, bodyHash: [UInt8]) {
        self.position = position
        self.stream = stream
        self.version = version
        self.type = type
        self.schema = schema
        self.recorded = recorded
        self.effective = effective
        self.actor = actor
        self.command = command
        self.bodyHash = bodyHash
    }

    /// The record's bytes, as `Schemas/ledger/record.md` says.
    public var record: [UInt8] {
        let buffer = RecordBuffer()
        buffer.render(self)
        return [UInt8](buffer.record)
    }

    /// The event's leaf: SHA-256(0x00 ‖ record), RFC 9162 § 2.1.1.
    public var leaf: TreeHash {
        let buffer = RecordBuffer()
        buffer.render(self)
        return buffer.leaf
    }
}
