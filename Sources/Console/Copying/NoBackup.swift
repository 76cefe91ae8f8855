internal import Glibc

/// A folder that `restore` was given and that is no backup: what it is instead, and what to do with it.
enum NoBackup {
    /// The refusal of a folder without a manifest; none where there is one, be it out of reach.
    static func failure(_ folder: String) -> CommandFailure? {
        guard access(folder + "/" + BackupManifest.name, F_OK) != 0, errno == ENOENT || errno == ENOTDIR else {
            return nil
        }
        let code = errno
        guard FileBytes.exists(folder) else { return .badInput("there is no \(folder)") }
        if code == ENOTDIR { return .badInput("\(folder) is no folder", hint: form) }
        if folder.hasSuffix(".partial") { return unfinished(folder) }
        if FileBytes.exists(folder + "/ledger.db") { return copy(folder) }
        guard let newest = backups(folder).max() else {
            return .badInput("\(folder) holds no backup: it has no \(BackupManifest.name)", hint: form)
        }
        return .badInput("\(folder) holds backups and is none", hint: "the newest by its name: \(folder)/\(newest)")
    }

    private static let form = "a backup is a folder of ledger.db, texts.db and \(BackupManifest.name), as "
        + "engagectl backup writes it"

    private static func unfinished(_ folder: String) -> CommandFailure {
        .badInput(
            "\(folder) is the beginning of a backup: it was not finished, and no daemon has confirmed it",
            hint: "take a finished one; while a daemon runs, engagectl backup --to \(folder.dropLast(8)) goes on")
    }

    /// Somebody's `cp`, a snapshot, or what `audit fetch` brought: it says neither how long it is nor its root.
    private static func copy(_ folder: String) -> CommandFailure {
        let ledger = folder + "/ledger.db"
        guard FileBytes.exists(folder + "/texts.db") else {
            return .badInput(
                "\(folder) is no backup but a copy of the ledger alone, without texts and persons",
                hint: "take a backup; this copy can vouch for it: engagectl audit verify --ledger \(ledger)")
        }
        return .badInput(
            "\(folder) is no backup but a copy of a state folder: nothing says how long it has to be",
            hint: "engagectl audit verify --ledger \(ledger) --against CHECKPOINT; if it is sound, copy it whole: "
                + "cp -a \(folder)/. STATE-FOLDER")
    }

    /// The names in the folder that end as the timer's backups do.
    private static func backups(_ folder: String) -> [String] {
        guard let entries = opendir(folder) else { return [] }
        defer { closedir(entries) }
        var names: [String] = []
        while let entry = readdir(entries) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { place in
                place.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name.hasSuffix(".backup") { names.append(name) }
        }
        return names
    }
}
