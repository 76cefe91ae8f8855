public import Ledger

/// A ledger that is always the same to the byte of its rows: what verifiers are tried on.
public struct VectorLedger: Sendable {
    /// What is done to it, in order.
    public enum Step: Sendable {
        /// A command's events.
        case append(Append)
        /// A checkpoint over everything so far.
        case checkpoint([SignerKey])
    }

    /// What is done to it, in order; the first is what it is created with.
    public var steps: [Step]

    /// A ledger by its steps.
    public init(steps: [Step]) { self.steps = steps }

    /// Not what the steps were to lead to.
    public struct Unexpected: Error { public var what: String }

    /// Writes it to a new file.
    public func write(to path: String) throws {
        guard case .append(let genesis)? = steps.first else { throw Unexpected(what: "no genesis") }
        try SQLiteLedger.create(path: path, genesis: [genesis])
        let ledger = try SQLiteLedger(path: path)
        for step in steps.dropFirst() { try take(step, ledger) }
        try ledger.settle()
    }

    private func take(_ step: Step, _ ledger: SQLiteLedger) throws {
        switch step {
        case .append(let append):
            let outcome = try ledger.append([append])
            guard case .appended? = outcome.first else { throw Unexpected(what: "\(outcome)") }
        case .checkpoint(let signers):
            let outcome = try ledger.checkpoint(signers: signers, made: try ledger.head().recorded + 500_000)
            guard case .made = outcome else { throw Unexpected(what: "\(outcome)") }
        }
    }
}
