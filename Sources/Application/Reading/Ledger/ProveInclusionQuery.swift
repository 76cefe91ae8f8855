import Ledger
import Lifecycle
import Schema

/// Proves that an event stands in the log.
struct ProveInclusionQuery: Query {
    var position: Int64
    var size: Int64?
    static let fields = Fields(
        Self.init,
        Field("position", \Self.position, "the event"),
        Field("size", \.size, "in the tree of so many events; of the last checkpoint where absent"))
    static let method = "ProveInclusion"
    static let about = "An event's audit path (RFC 9162 section 2.1.3), with its record, and as a C2SP tlog-proof."

    struct Reply: Message {
        var position: Int64
        var size: Int64
        var root: String
        var leaf: String
        var path: [String]
        var record: String
        var proof: String?
        static let typeName = "InclusionReply"
        static let fields = Fields(
            Self.init,
            Field("position", \Self.position, "the event"),
            Field("size", \.size, "the tree's size"),
            Field("root", \.root, "the tree's root, hexadecimal"),
            Field("leaf", \.leaf, "SHA-256(0x00 and the record), hexadecimal"),
            Field("path", \.path, "the audit path from the leaf's sibling up, hexadecimal"),
            Field("record", \.record, "the record whose bytes are hashed"),
            Field("proof", \.proof, "the C2SP tlog-proof with its checkpoint; absent where a size was asked for"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        let event = try library.ledger { (reader) throws(LedgerError) in try reader.event(at: position) }
        guard let event else { throw .notFound("position \(position)") }
        if let size { return try reply(event, size: size, proof: nil, library) }
        let last = try library.ledger { (reader) throws(LedgerError) in try reader.lastCheckpoint() }
        guard let last, last.size > position else {
            throw .notFound("a checkpoint over position \(position); an operator makes one: audit checkpoint")
        }
        let proof = try library.ledger { (reader) throws(LedgerError) in try reader.proofFile(of: position, in: last) }
        return try reply(event, size: last.size, proof: proof.description, library)
    }

    private func reply(
        _ event: StoredEvent, size: Int64, proof: String?, _ library: Library
    ) throws(QueryFault) -> Reply {
        try QueryFault.requireSize(size, from: position.addingReportingOverflow(1).partialValue, library)
        return try library.ledger { (reader) throws(LedgerError) in
            Reply(
                position: position, size: size, root: try reader.root(size: size).description,
                leaf: event.header.leaf.description,
                path: try reader.inclusionProof(of: position, size: size).map(\.description),
                record: String(decoding: event.header.record, as: UTF8.self), proof: proof)
        }
    }
}

extension QueryFault {
    /// Refuses a tree size that the log does not have.
    static func requireSize(_ size: Int64, from least: Int64, _ library: Library) throws(QueryFault) {
        let head = try library.ledger { (reader) throws(LedgerError) in try reader.head().next }
        guard size >= least, size <= head else {
            throw .badInput(field: "size", message: "a size from \(least) to \(head) is wanted")
        }
    }
}
