internal import Ledger
internal import Schema

/// `audit …`: what an auditor holds the log to.
enum AuditCommands {
    static var all: [CommandEntry] { [AuditVerify.entry, AuditProve.entry] + AuditCheckpoint.entries }
}

extension CommandOption {
    /// For files that a person keeps.
    static var replace: CommandOption { .flag("replace", "write over FILE if it is there") }
}

extension Invocation {
    /// The file that `--to` names, if it may be written.
    func kept() throws(CommandFailure) -> String? {
        guard let path = words.last("to") else { return nil }
        if path != "-" { try FileBytes.requireAbsent(path, unless: words.has("replace")) }
        return path
    }

    /// Writes what a person keeps; `-` is the output.
    func keep(_ text: String, _ path: String) throws(CommandFailure) {
        if path == "-" { return output.put(text) }
        try FileBytes.keep(path, text, replacing: words.has("replace"))
    }
}

extension FileBytes {
    /// A file's text, where it is UTF-8.
    static func text(_ path: String) throws(CommandFailure) -> String {
        guard let text = String(validating: try read(path), as: UTF8.self) else {
            throw .badInput("\(path) is no text in UTF-8")
        }
        return text
    }
}
