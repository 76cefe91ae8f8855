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

    /// The texts whose digests its events carry.
    public var texts: [TextRow] = []

    /// A ledger by its steps.
    public init(steps: [Step]) { self.steps = steps }

    /// Not what the steps were to lead to.
    public struct Unexpected: Error { public var what: String }

    /// Writes it to a new file.
    public func write(to path: String) throws {
        guard case .append(let genesis)? = steps.first else { throw Unexpected(what: "no genesis") }
        try SQLiteLedger.create(path: path, genesis: [genesis])
        let ledger = try SQLiteLedger(path: path)
        var waiting: [Append] = []
        for step in steps.dropFirst() {
            switch step {
            case .append(let append): waiting.append(append)
            case .checkpoint(let signers):
                try add(&waiting, to: ledger)
                let outcome = try ledger.checkpoint(signers: signers, made: try ledger.head().recorded + 500_000)
                guard case .made = outcome else { throw Unexpected(what: "\(outcome)") }
            }
        }
        try add(&waiting, to: ledger)
        try ledger.settle()
    }

    /// Writes its texts to a new file.
    public func writeTexts(to path: String) throws {
        let store = try TextStore(path: path)
        try store.adopt(texts)
        try store.settle()
    }

    /// Commits what waits, at once: every commit waits for the disk.
    private func add(_ waiting: inout [Append], to ledger: SQLiteLedger) throws {
        for outcome in try ledger.append(waiting) {
            guard case .appended = outcome else { throw Unexpected(what: "\(outcome)") }
        }
        waiting = []
    }
}
