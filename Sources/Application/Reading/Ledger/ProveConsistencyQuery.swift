import Ledger
import Lifecycle
import Schema

/// Proves that an earlier tree is the beginning of a later one.
struct ProveConsistencyQuery: Query {
    var old: Int64
    var new: Int64?
    static let fields = Fields(
        Self.init,
        Field("old", \Self.old, "size of the earlier tree"),
        Field("new", \.new, "size of the later tree; all events where absent"))
    static let method = "ProveConsistency"
    static let isForNarrowed = true
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
