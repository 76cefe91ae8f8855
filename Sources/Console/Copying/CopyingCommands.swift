/// Commands that copy the whole log: away for an auditor, away for the operator, and back.
enum CopyingCommands {
    static var all: [CommandEntry] { [fetch, backup, restore] }

    private static let to = CommandOption(
        name: "to", value: "FOLDER", about: "where to write; ledger.db will lie in it", isRequired: true)

    private static var fetch: CommandEntry {
        CommandEntry(
            words: ["audit", "fetch"], about: "A copy of the ledger of one's own, hashed and checked while it comes.",
            options: [to],
            detail: "Needs no permission on the daemon's files. What is there already is gone on from, if it is the "
                + "beginning\nof the same log; so the same command goes on after an interruption, and brings a copy up "
                + "to date.",
            run: FetchCommand.run)
    }

    private static var backup: CommandEntry {
        CommandEntry(
            words: ["backup"], about: "A verified backup of ledger, texts and persons, while the daemon runs.",
            options: [to],
            detail: "FOLDER is there when all of it is written, checked and proven to be the beginning of the live "
                + "log; until\nthen it is FOLDER.partial, with which the same command goes on. It holds personal data: "
                + "only its owner\nreads it.",
            run: BackupCommand.run)
    }

    private static var restore: CommandEntry {
        CommandEntry(
            words: ["restore"], about: "Puts a backup into an empty state folder, the daemon being stopped.",
            operands: ["FOLDER"],
            options: [
                CommandOption(
                    name: "to", value: "STATE-FOLDER", about: "where the daemon's ledger.db will lie",
                    isRequired: true),
                .value("against", "FILE", "a checkpoint kept elsewhere that the backup has to fit", repeats: true),
                .value("erasures", "LEDGER", "a newer ledger whose erasures are repeated", repeats: true),
                .flag("older", "take a backup that has fewer events than a checkpoint says; those are lost"),
            ],
            detail: "Everything is checked first; nothing is overwritten. Views are rebuilt when the daemon starts.\n"
                + "Texts that the backup's own log says were erased stay erased. What was erased after the backup is\n"
                + "known to a newer ledger only, a fetched copy or a damaged one: --erasures repeats it.",
            run: RestoreCommand.run)
    }

    /// The folder that `--to` names, without a slash at the end.
    static func folder(_ invocation: Invocation) throws(CommandFailure) -> String {
        guard var folder = invocation.words.last("to"), !folder.isEmpty else {
            throw .usage("\(invocation.entry.name) needs --to", hint: invocation.entry.usage)
        }
        while folder.count > 1, folder.hasSuffix("/") { folder.removeLast() }
        return folder
    }
}
