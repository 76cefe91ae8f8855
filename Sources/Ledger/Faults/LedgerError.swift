/// Everything that can keep the ledger from doing what it was asked.
public enum LedgerError: Error, Equatable, Sendable {
    /// The file is not what it should be.
    case fault(LedgerFault)
    /// The system said no.
    case storage(StorageError)
    /// Another process has the ledger open for writing; nil where it did not say who it is.
    case held(path: String, byProcess: Int32?)
    /// An earlier I/O error left the file's state unknown, so this object refuses everything.
    case stopped(after: StorageError)
}

extension LedgerError {
    /// Whether the same call may succeed once there is space again.
    public var isFull: Bool {
        if case .storage(let error) = self { error.kind == .full } else { false }
    }
}

extension LedgerError: CustomStringConvertible {
    /// One line for a person.
    public var description: String {
        switch self {
        case .fault(let fault): fault.description
        case .storage(let error): error.description
        case .held(let path, let process?): "\(path) is in use by process \(process)"
        case .held(let path, nil): "\(path) is in use by another process"
        case .stopped(let error): "the ledger has stopped after an earlier error: \(error)"
        }
    }
}
