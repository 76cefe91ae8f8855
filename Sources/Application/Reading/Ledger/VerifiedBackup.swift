import Ledger
import Lifecycle
import Schema

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
    static let about = "Note that a backup was verified: its root is held against the log's, and the status tells it."
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
