internal import Glibc
internal import Schema
internal import Varlink

/// The way to the daemon: one connection, made when first needed.
final class Session {
    /// Where the daemon listens unless told otherwise.
    static let standardPath = "/run/engaged-socket/varlink"
    /// How often a lost connection is made again, and how long each time is waited, in microseconds.
    private static let retryDelays: [UInt32] = [100_000, 400_000, 1_500_000]

    let path: String
    let verb: String
    private var client: VarlinkClient?

    init(path: String, verb: String) {
        self.path = path
        self.verb = verb
    }

    /// The socket: `--socket`, then ENGAGED_SOCKET, then the packaged one.
    static func path(_ option: String?, _ environment: [String: String]) -> String {
        if let option { return option }
        if let variable = environment["ENGAGED_SOCKET"], !variable.isEmpty { return variable }
        return standardPath
    }

    /// Asks something; a connection lost on the way is made again, since asking twice does no harm.
    func ask(_ method: String, _ parameters: JSON = .object([])) throws(CommandFailure) -> JSON {
        try insisting { _ in }  call: { (client) throws(VarlinkClientError) in
            try client.call(method, JSONWriter.encode(parameters))
        }
    }

    /// Has something recorded. The parameters hold a command id, so that trying again records nothing twice.
    ///
    /// - Parameter lost: told of every connection lost on the way.
    func record(
        _ method: String, _ parameters: JSON, lost: (VarlinkClientError) -> Void
    ) throws(CommandFailure) -> JSON {
        try insisting(lost) { (client) throws(VarlinkClientError) in
            try client.call(method, JSONWriter.encode(parameters))
        }
    }

    /// Follows a stream until it ends, is lost, or `take` answers false.
    func follow(
        _ method: String, _ parameters: JSON, _ take: (JSON) -> Bool
    ) throws(VarlinkClientError) {
        let client = try connected()
        defer { self.client = nil }
        var fault: JSONFault?
        try client.stream(method, JSONWriter.encode(parameters)) { bytes, _ in
            do throws(JSONFault) {
                return take(try JSON(parsing: bytes))
            } catch {
                fault = error
                return false
            }
        }
        if let fault { throw .protocolViolation(fault.description) }
    }

    /// Takes every piece of a stream that ends, until its last or until `take` answers false.
    func pieces<Piece: Message>(
        _ method: String, _ parameters: some SchemaValue, _ type: Piece.Type,
        _ take: (Piece) throws(CommandFailure) -> Bool
    ) throws(CommandFailure) {
        var failure: CommandFailure?
        do throws(VarlinkClientError) {
            let client = try connected()
            defer { self.client = nil }
            try client.stream(method, JSONWriter.encode(parameters)) { bytes, _ in
                do throws(CommandFailure) {
                    return try take(try Session.piece(bytes))
                } catch {
                    failure = error
                    return false
                }
            }
        } catch {
            throw CommandFailure(error, from: verb)
        }
        if let failure { throw failure }
    }

    private static func piece<Piece: Message>(_ bytes: [UInt8]) throws(CommandFailure) -> Piece {
        do throws(JSONFault) {
            return try Piece.decode(bytes)
        } catch {
            throw CommandFailure(.error, "the daemon's answer cannot be read: \(error)")
        }
    }

    private func insisting(
        _ lost: (VarlinkClientError) -> Void, call: (VarlinkClient) throws(VarlinkClientError) -> [UInt8]
    ) throws(CommandFailure) -> JSON {
        var delays = Session.retryDelays[...]
        var wasSent = false, attempts = 0
        while true {
            do throws(VarlinkClientError) {
                let client = try connected()
                wasSent = true
                let bytes = try call(client)
                return try decoded(bytes)
            } catch {
                attempts += 1
                guard Session.isLoss(error, wasSent, attempts), let delay = delays.popFirst() else {
                    throw CommandFailure(error, from: verb)
                }
                client = nil
                if wasSent { lost(error) }
                usleep(delay)
            }
        }
    }

    private func decoded(_ bytes: [UInt8]) throws(VarlinkClientError) -> JSON {
        do throws(JSONFault) {
            return try JSON(parsing: bytes)
        } catch {
            throw .protocolViolation(error.description)
        }
    }

    /// Whether another attempt may do better. A daemon that was never there is waited for as long as systemd needs to
    /// make its socket anew, half a second at most.
    private static func isLoss(_ error: VarlinkClientError, _ wasSent: Bool, _ attempts: Int) -> Bool {
        switch error {
        case .closed, .system, .timeout(.receive), .timeout(.send): true
        case .noService: wasSent || attempts < 3
        case .remote, .protocolViolation, .timeout(.connect): false
        }
    }

    private func connected() throws(VarlinkClientError) -> VarlinkClient {
        if let client { return client }
        let made = try VarlinkClient(path: path)
        client = made
        return made
    }
}
