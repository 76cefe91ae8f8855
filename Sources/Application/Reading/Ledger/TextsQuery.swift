import Ledger
import Lifecycle
import Schema
import Views

/// Texts with what it takes to check them.
struct TextsQuery: Query {
    var digests: [Schema.Digest]
    static let fields = Fields(
        Self.init, Field("digests", \Self.digests, "by which bodies name them; at most 1,000", example: [.example]))
    static let method = "Texts"
    static let about = "Free texts with their salts, so that they can be held against the digests in the bodies."
    var subject: StreamID? { .governance }

    struct Reply: Message {
        var texts: [CopiedText]
        static let typeName = "TextsReply"
        static let fields = Fields(
            Self.init, Field("texts", \Self.texts, "those that are known; erased ones without salt and text"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        guard digests.count <= 1_000 else { throw .badInput(field: "digests", message: "at most 1,000 at a time") }
        let rows = try library.telling { () throws(LedgerError) in
            var rows: [CopiedText] = []
            for digest in digests {
                if let row = try library.textRow(digest.bytes).flatMap({ CopiedText($0) }) { rows.append(row) }
            }
            return rows
        }
        return Reply(texts: rows)
    }
}
