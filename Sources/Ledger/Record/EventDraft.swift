/// An event before it has a place: the ledger adds position, version, time, actor and command.
public struct EventDraft: Hashable, Sendable {
    /// The stream it belongs to, such as `engagement/ENG-2026-0042`.
    public var stream: String
    /// Its wire name, such as `contract.signed`.
    public var type: String
    /// The version of its payload's form, from 1.
    public var schema: Int
    /// The day it takes effect, `YYYY-MM-DD`.
    public var effective: String
    /// A JSON object in UTF-8, kept to the byte.
    public var body: [UInt8]
    /// Whether the body is known to be one JSON object, as what a writer of JSON has just written is. The ledger asks
    /// SQLite about every other.
    public var isVouchedFor: Bool

    /// A draft of the given parts.
    public init(
        stream: String, type: String, schema: Int, effective: String, body: [UInt8], isVouchedFor: Bool = false
    ) {
        self.stream = stream
        self.type = type
        self.schema = schema
        self.effective = effective
        self.body = body
        self.isVouchedFor = isVouchedFor
    }
}
