import FoundationEssentials
import Glibc
import Schema

/// The file beside the ledger that says which backup was verified last. It proves nothing and may be lost: what is
/// lost is only a line in the status.
struct BackupNote: Sendable {
    let path: String
    let journal: Journal

    init(_ storage: Storage, _ journal: Journal) {
        path = storage.stateDirectory + "/last-backup.json"
        self.journal = journal
    }

    /// What an earlier run knew.
    func read() -> VerifiedBackup? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return try? VerifiedBackup.decode([UInt8](data))
    }

    /// Keeps it, and tells the journal: not where it lies, which somebody typed; `engagectl doctor` says that.
    func keep(_ backup: VerifiedBackup) {
        let draft = path + ".new"
        let isKept = FileManager.default.createFile(
            atPath: draft, contents: Data(JSONWriter.encode(backup)), attributes: [.posixPermissions: 0o600])
        if !isKept || rename(draft, path) != 0 {
            journal.say(.backupUnnoted, .warning, "cannot note the verified backup in \(path)")
        }
        journal.say(.backedUp, .notice, "backup of \(backup.size) events verified, root \(backup.root)")
    }
}
