internal import Glibc
internal import Ledger
internal import Schema
internal import Views

/// `backup`: ledger, texts and persons in one folder, done only when it is proven.
enum BackupCommand {
    static func run(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(0)
        PrivateFiles.close()
        let folder = try CopyingCommands.folder(invocation)
        guard !PrivateFiles.exists(folder) else {
            throw CommandFailure(.badInput, "\(folder) exists; nothing is overwritten", hint: "name a new folder")
        }
        let draft = folder + ".partial"
        try PrivateFiles.makeFolder(draft)
        let manifest = try copy(to: draft, invocation)
        try PrivateFiles.write(JSONWriter.encode(manifest) + [0x0A], to: draft + "/" + BackupManifest.name)
        try PrivateFiles.syncFolder(draft)
        try confirm(manifest, folder, invocation)
        try PrivateFiles.publish(draft, as: folder)
        show(manifest, folder, invocation)
    }

    private static func copy(to draft: String, _ invocation: Invocation) throws(CommandFailure) -> BackupManifest {
        let path = draft + "/ledger.db", texts = draft + "/texts.db"
        for suffix in ["", "-wal", "-shm"] { unlink(texts + suffix) }
        let start = try receive(path, texts, invocation)
        for file in [path, texts] { CopyCheck.tidy(file) }
        let report = try CopyCheck.ledger(path, invocation)
        guard report.size == start.size, report.root.bytes == start.root.bytes else {
            throw .unsound("\(path) is sound but not what was copied")
        }
        let summary = try CopyCheck.texts(texts, size: report.size, invocation)
        return BackupManifest(
            format: BackupManifest.word, ledger: start.ledger, origin: start.origin, size: report.size,
            root: start.root, texts: summary.texts, persons: summary.persons, made: LocalTime.now)
    }

    /// The stores are closed on return, so that what is checked is what lies on the disk.
    private static func receive(
        _ path: String, _ texts: String, _ invocation: Invocation
    ) throws(CommandFailure) -> CopyStart {
        let store = try CommandFailure.of { () throws(LedgerError) in try TextStore(path: texts) }
        let receiver = try CopyReceiver(invocation, path: path, texts: store)
        do throws(CommandFailure) {
            try receiver.receive(
                "org.engaged.Ledger.Backup", CopyRequest(from: receiver.before > 0 ? receiver.before : nil))
        } catch {
            if receiver.isEmpty { CopyCheck.discard(PrivateFiles.parent(path), ["ledger.db", "texts.db"]) }
            throw error
        }
        guard let start = receiver.start else { throw .unsound("the daemon sent nothing") }
        return start
    }

    /// The daemon holds the root against its own log once more, and notes when it was last backed up. What it does not
    /// confirm never bears a backup's name.
    private static func confirm(
        _ manifest: BackupManifest, _ folder: String, _ invocation: Invocation
    ) throws(CommandFailure) {
        var parameters = JSON.object([
            .init("size", .integer(manifest.size)), .init("root", .string(manifest.root.description)),
        ])
        if let place = Label(place(folder)) {
            parameters = parameters.setting(["place"], to: .string(place.text))
        }
        _ = try invocation.session.ask("org.engaged.Ledger.ConfirmBackup", parameters)
    }

    /// Where the backup will lie, from the root.
    private static func place(_ folder: String) -> String {
        let parent = PrivateFiles.absolute(PrivateFiles.parent(folder))
        return (parent == "/" ? "" : parent) + "/" + (folder.split(separator: "/").last ?? "")
    }

    private static func show(_ manifest: BackupManifest, _ folder: String, _ invocation: Invocation) {
        guard invocation.format == .table else {
            let reply = (try? JSON(parsing: JSONWriter.encode(manifest))) ?? .object([])
            return DocumentText.write(reply.setting(["place"], to: .string(folder)), invocation)
        }
        invocation.output.line(
            "\(folder): \(manifest.size) events, \(manifest.texts) texts, \(manifest.persons) persons")
        invocation.output.line("root \(manifest.root)")
        invocation.output.line("checked, and proven to be the beginning of the live log")
    }
}
