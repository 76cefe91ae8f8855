internal import Ledger

extension CommandFailure {
    /// What an error of a ledger's file means for whoever typed the command.
    init(_ error: LedgerError) {
        switch error {
        case .fault(let fault): self.init(.verificationFailed, fault.description)
        case .held: self.init(.busy, "\(error)", hint: "stop the daemon or the other command, or name another place")
        case .storage(let storage): self.init(storage.kind == .absent ? .badInput : .configuration, "\(error)")
        case .stopped: self.init(.error, "\(error)")
        }
    }

    /// Runs something on a ledger's file.
    static func of<Answer>(_ body: () throws(LedgerError) -> Answer) throws(CommandFailure) -> Answer {
        do throws(LedgerError) { return try body() } catch { throw CommandFailure(error) }
    }

    static func unsound(_ message: String, hint: String? = nil) -> CommandFailure {
        CommandFailure(.verificationFailed, message, hint: hint)
    }
}
