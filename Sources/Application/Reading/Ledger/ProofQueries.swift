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

/// Proves that an earlier tree is the beginning of a later one.
struct ProveConsistencyQuery: Query {
    var old: Int64
    var new: Int64?
    static let fields = Fields(
        Self.init,
        Field("old", \Self.old, "size of the earlier tree"),
        Field("new", \.new, "size of the later tree; all events where absent"))
    static let method = "ProveConsistency"
    static let about = "That the first events are the beginning of more of them (RFC 9162 section 2.1.4)."

    struct Reply: Message {
        var old: Int64
        var new: Int64
        var oldRoot: String
        var newRoot: String
        var path: [String]
        static let typeName = "ConsistencyReply"
        static let fields = Fields(
            Self.init,
            Field("old", \Self.old, "size of the earlier tree"),
            Field("new", \.new, "size of the later tree"),
            Field("oldRoot", \.oldRoot, "its root, hexadecimal"),
            Field("newRoot", \.newRoot, "its root, hexadecimal"),
            Field("path", \.path, "the proof, hexadecimal"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        let head = try library.ledger { (reader) throws(LedgerError) in try reader.head().next }
        let size = new ?? head
        try QueryFault.requireSize(size, from: 1, library)
        guard old >= 1, old <= size else {
            throw .badInput(field: "old", message: "a size from 1 to \(size) is wanted")
        }
        return try library.ledger { (reader) throws(LedgerError) in
            Reply(
                old: old, new: size, oldRoot: try reader.root(size: old).description,
                newRoot: try reader.root(size: size).description,
                path: try reader.consistencyProof(from: old, to: size).map(\.description))
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
