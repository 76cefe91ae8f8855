import Ledger
import Lifecycle
import Schema
import Views

/// The last backup that was verified, as it is kept beside the ledger.
struct VerifiedBackup: Message, Hashable {
    var size: Int64
    var root: Schema.Digest
    var verified: Instant
    var place: Label?
    static let fields = Fields(
        Self.init,
        Field("size", \Self.size, "how many events it has"),
        Field("root", \.root, "root over them"),
        Field("verified", \.verified, "when it was verified and proven to be the log's beginning"),
        Field("place", \.place, "where it was written, as its maker says", example: "/var/backups/engaged/monday"))
}

/// When the log was last copied away.
struct LastBackupQuery: Query {
    static let fields = Fields(Self.init)
    static let method = "LastBackup"
    static let about = "The last backup that was verified and proven to be the log's beginning."

    struct Reply: Message {
        var size: Int64
        var backup: VerifiedBackup?
        static let typeName = "BackupReply"
        static let fields = Fields(
            Self.init,
            Field("size", \Self.size, "how many events the log has now"),
            Field("backup", \.backup, "the last verified backup; absent where there was none"))
    }

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> Reply {
        let head = try library.ledger { (reader) throws(LedgerError) in try reader.head() }
        return Reply(size: head.next, backup: library.operations.lastBackup)
    }
}

/// Notes that a backup was verified; whoever made it shows its root.
struct ConfirmBackupQuery: Query {
    var size: Int64
    var root: Schema.Digest
    var place: Label?
    static let fields = Fields(
        Self.init,
        Field("size", \Self.size, "how many events the backup has"),
        Field("root", \.root, "the root over them, computed from the backup's own rows"),
        Field("place", \.place, "where it was written", example: "/var/backups/engaged/monday"))
    static let method = "ConfirmBackup"
    static let about = "Note that a backup was verified: its root is compared with the log's, and the status tells of it."
    static let roles: [Role] = [.operator]
    typealias Reply = LastBackupQuery.Reply

    func answer(_ library: Library, _ asker: Asker) throws(QueryFault) -> LastBackupQuery.Reply {
        let head = try library.ledger { (reader) throws(LedgerError) in try reader.head() }
        guard size > 0, size <= head.next else {
            throw .badInput(field: "size", message: "the log has \(head.next) events")
        }
        let root = try library.ledger { (reader) throws(LedgerError) in try reader.digest(size: size) }
        guard root == self.root else {
            throw .badInput(field: "root", message: "the log's first \(size) events have the root \(root)")
        }
        let backup = VerifiedBackup(size: size, root: root, verified: .now, place: place)
        library.operations.note(backup)
        return LastBackupQuery.Reply(size: head.next, backup: backup)
    }
}

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
