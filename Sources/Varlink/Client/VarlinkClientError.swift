internal import Glibc
internal import Schema

/// Why a client got no reply.
public enum VarlinkClientError: Error, Hashable, Sendable {
    /// Nobody answers at the path.
    case noService(path: String, SocketFault)
    /// The service answered with an error.
    case remote(VarlinkFailure)
    /// The service sent something that is no reply.
    case protocolViolation(String)
    /// Nothing came, or nothing could be sent, in time.
    case timeout(Operation)
    /// The service closed the connection before the reply.
    case closed
    /// The system said no.
    case system(SocketFault)

    /// What took too long.
    public enum Operation: String, Hashable, Sendable {
        /// Reaching the service.
        case connect
        /// Handing the call over.
        case send
        /// Waiting for the reply.
        case receive
    }
}

extension VarlinkClientError: CustomStringConvertible {
    /// One line for a person.
    public var description: String {
        switch self {
        case .noService(let path, let fault): "no service at \(path) (\(fault))"
        case .remote(let failure): "\(failure.name) \(String(decoding: failure.parameters, as: UTF8.self))"
        case .protocolViolation(let what): "not a Varlink reply: \(what)"
        case .timeout(let operation): "no answer in time (\(operation.rawValue))"
        case .closed: "the service closed the connection"
        case .system(let fault): fault.description
        }
    }
}
