/// An event as the ledger holds it: its header and its body's bytes.
public struct StoredEvent: Hashable, Sendable {
    /// What is hashed of it.
    public var header: EventHeader
    /// The JSON bytes, as they were given.
    public var body: [UInt8]

    /// An event of the given parts.
    public init(header: EventHeader, body: [UInt8]) {
        self.header = header
        self.body = body
    }

    /// Gapless from 0.
    public var position: Int64 { header.position }
    /// The stream it belongs to.
    public var stream: String { header.stream }
    /// Gapless from 1 within its stream.
    public var version: Int64 { header.version }
    /// Its wire name.
    public var type: String { header.type }
    /// The version of its payload's form.
    public var schema: Int { header.schema }
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var recorded: Int64 { header.recorded }
    /// The day it takes effect.
    public var effective: String { header.effective }
    /// The text of the actor's line.
    public var actor: String { header.actor }
    /// The command's id.
    public var command: String { header.command }
    /// SHA-256 of the body.
    public var bodyHash: [UInt8] { header.bodyHash }
}
