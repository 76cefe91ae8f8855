internal import Glibc
internal import Ledger
internal import Lifecycle
internal import Schema

/// `restore`: everything is checked before anything is put in its place, and nothing is overwritten.
enum RestoreCommand {
    static func run(_ invocation: Invocation) throws(CommandFailure) {
        try invocation.requireAtMost(1)
        PrivateFiles.close()
        var source = try invocation.operand(0)
        while source.count > 1, source.hasSuffix("/") { source.removeLast() }
        let state = try CopyingCommands.folder(invocation)
        try refuseExisting(state)
        let manifest = try BackupManifest.read(source)
        let kept = try checkpoints(invocation, manifest)
        try check(source, manifest, kept, invocation)
        try PrivateFiles.makeFolder(state)
        try install(source, state, manifest, invocation)
        show(manifest, state, kept.count, invocation)
    }

    /// A state folder that has a ledger, or what is left of one, is somebody's to look at first.
    private static func refuseExisting(_ state: String) throws(CommandFailure) {
        for name in ["ledger.db", "ledger.db-wal", "texts.db", "texts.db-wal"] {
            guard PrivateFiles.exists(state + "/" + name) else { continue }
            throw CommandFailure(
                .badInput, "\(state)/\(name) exists; nothing is overwritten",
                hint: "stop the daemon and move the old files away; they may be evidence")
        }
    }

    /// The checkpoints to hold it against: those that it reaches. One that it does not reach speaks of lost events.
    private static func checkpoints(
        _ invocation: Invocation, _ manifest: BackupManifest
    ) throws(CommandFailure) -> [SignedNote] {
        var notes: [SignedNote] = []
        for path in invocation.words.all("against") {
            let text = String(decoding: try FileBytes.read(path), as: UTF8.self)
            guard let note = SignedNote(text), let checkpoint = Checkpoint(text: note.text) else {
                throw .badInput("\(path) is no checkpoint")
            }
            guard checkpoint.origin == manifest.origin else {
                throw .unsound("\(path) is of the log \(checkpoint.origin), the backup of \(manifest.origin)")
            }
            if checkpoint.size <= manifest.size { notes.append(note); continue }
            guard invocation.words.has("older") else {
                throw CommandFailure(
                    .verificationFailed, "\(path) says that there were \(checkpoint.size) events; the backup has "
                        + "\(manifest.size), and the rest would be lost",
                    hint: "look for a later backup; --older takes this one")
            }
            invocation.output.note("lost: events \(manifest.size) to \(checkpoint.size - 1), by \(path)")
        }
        return notes
    }

    private static func check(
        _ source: String, _ manifest: BackupManifest, _ kept: [SignedNote], _ invocation: Invocation
    ) throws(CommandFailure) {
        let files = ["ledger.db", "texts.db"].map { source + "/" + $0 } + invocation.words.all("erasures")
        for file in files { try DatabaseFile.require(file) }
        let report = try CopyCheck.ledger(source + "/ledger.db", invocation, against: kept)
        guard report.size == manifest.size, report.root.bytes == manifest.root.bytes else {
            throw .unsound(
                "\(source)/ledger.db has \(report.size) events with the root \(report.root); its manifest says "
                    + "\(manifest.size) and \(manifest.root)")
        }
        let texts = try CopyCheck.texts(source + "/texts.db", size: report.size, invocation)
        guard texts.texts == manifest.texts, texts.persons == manifest.persons else {
            throw .unsound(
                "\(source)/texts.db has \(texts.texts) texts and \(texts.persons) persons; its manifest says "
                    + "\(manifest.texts) and \(manifest.persons)")
        }
    }

    /// Texts first: without a ledger beside them they are nothing.
    private static func install(
        _ source: String, _ state: String, _ manifest: BackupManifest, _ invocation: Invocation
    ) throws(CommandFailure) {
        for name in ["texts.db", "ledger.db"] {
            let line = ProgressLine(invocation, "copying \(name), bytes")
            defer { line.end() }
            let total = PrivateFiles.length(source + "/" + name), draft = state + "/" + name + ".restored"
            try PrivateFiles.copy(source + "/" + name, to: draft) { line.show($0, of: total) }
            try PrivateFiles.giveToOwner(ofFolder: state, draft)
        }
        try proveCopied(state, manifest)
        try repeatErasures(state, invocation)
        for name in ["texts.db", "ledger.db"] {
            try PrivateFiles.publish(state + "/" + name + ".restored", as: state + "/" + name)
        }
    }

    /// Whoever had a text erased need not ask again because a disk failed.
    private static func repeatErasures(_ state: String, _ invocation: Invocation) throws(CommandFailure) {
        var digests: [[UInt8]] = []
        for path in [state + "/ledger.db.restored"] + invocation.words.all("erasures") { digests += try erased(path) }
        guard !digests.isEmpty else { return }
        let count = try CommandFailure.of { () throws(LedgerError) in
            let texts = try TextStore(path: state + "/texts.db.restored")
            var count = 0
            for digest in digests {
                guard case .present = try texts.text(digest) else { continue }
                try texts.erase(digest)
                count += 1
            }
            return count
        }
        if count > 0 { invocation.output.note("\(count) texts are erased again") }
    }

    /// The digests that a ledger says were erased; salted, they name texts of this log or nothing.
    private static func erased(_ path: String) throws(CommandFailure) -> [[UInt8]] {
        try CommandFailure.of { () throws(LedgerError) in
            var digests: [[UInt8]] = []
            try LedgerReader(path: path).scan(stream: StreamID.governance.name, from: 1) { (row) throws(LedgerError) in
                if row.type == TextErased.kind, let event = try? TextErased.decode(Array(row.body)) {
                    digests.append(event.digest.bytes)
                }
                return true
            }
            return digests
        }
    }

    /// What lies there now is what was checked.
    private static func proveCopied(_ state: String, _ manifest: BackupManifest) throws(CommandFailure) {
        let path = state + "/ledger.db.restored"
        let root = try CommandFailure.of { () throws(LedgerError) in
            try LedgerReader(path: path).root(size: manifest.size)
        }
        guard root.bytes == manifest.root.bytes else { throw .unsound("\(path) was not copied whole") }
    }

    private static func show(
        _ manifest: BackupManifest, _ state: String, _ kept: Int, _ invocation: Invocation
    ) {
        guard invocation.format == .table else {
            let reply = (try? JSON(parsing: JSONWriter.encode(manifest))) ?? .object([])
            return DocumentText.write(reply.setting(["place"], to: .string(state)), invocation)
        }
        invocation.output.line("\(state): \(manifest.size) events, \(manifest.texts) texts, "
            + "\(manifest.persons) persons of ledger \(manifest.ledger)")
        invocation.output.line("root \(manifest.root)")
        if kept > 0 { invocation.output.line("it fits \(kept) checkpoints that were kept elsewhere") }
        invocation.output.line("start the daemon: it rebuilds the views")
    }
}
