internal import Ledger
internal import Schema

/// `audit …`: what an auditor holds the log to.
enum AuditCommands {
    static var all: [CommandEntry] { [AuditVerify.entry, AuditProve.entry] + AuditCheckpoint.entries }
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
