internal import Glibc

/// The system said no to a socket operation.
public struct SocketFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was tried, with the path where there is one.
    public var operation: String
    /// `errno`.
    public var code: CInt

    /// A fault.
    public init(_ operation: String, code: CInt) {
        self.operation = operation
        self.code = code
    }

    /// The fault as errno has it now.
    static func last(_ operation: String) -> SocketFault { SocketFault(operation, code: errno) }

    /// One line for a person.
    public var description: String {
        operation + ": " + (strerror(code).map { String(cString: $0) } ?? "error \(code)")
    }
}
