internal import Schema

/// A blocking client for one connection, as a command needs it. Not for several threads at once.
public final class VarlinkClient {
    /// How long to wait.
    public struct Timeouts: Sendable {
        /// For the service to accept.
        public var connect = Duration.seconds(5)
        /// For the service to take a call.
        public var send = Duration.seconds(30)
        /// For each reply of a call; nothing means for ever.
        public var reply: Duration? = .seconds(60)
        /// For each reply of a stream; nothing means for ever.
        public var streamReply: Duration?

        /// Five seconds to connect, a minute for a reply, a stream as long as it takes.
        public init() {}
    }

    /// Longest frame taken, in bytes.
    public static let frameBytesMax = 64 << 20

    private var socket: ClientSocket
    private let timeouts: Timeouts

    /// Connects to the socket at a path.
    ///
    /// - Throws: ``VarlinkClientError/noService(path:_:)``, ``VarlinkClientError/timeout(_:)``.
    public init(path: String, timeouts: Timeouts = Timeouts()) throws(VarlinkClientError) {
        self.timeouts = timeouts
        socket = try ClientSocket(path: path, timeout: timeouts.connect)
    }

    /// Calls a method and gives the parameters of its reply.
    ///
    /// - Parameters:
    ///   - method: `interface.Method`.
    ///   - parameters: a JSON object.
    /// - Throws: ``VarlinkClientError/remote(_:)`` for a typed error, others if there was no proper reply.
    public func call(
        _ method: String, _ parameters: [UInt8] = Array("{}".utf8)
    ) throws(VarlinkClientError) -> [UInt8] {
        try send(method, parameters)
        let reply = try receive(within: timeouts.reply)
        guard !reply.continues else { throw .protocolViolation("continues, unasked") }
        return reply.parameters
    }

    /// Calls a method with `more` and gives every reply to `onReply` until the last, or until it answers false.
    ///
    /// After false the connection still has the stream on it: it serves no further call.
    /// - Parameter onReply: takes the parameters and whether more will come; answers whether to go on.
    public func stream(
        _ method: String, _ parameters: [UInt8] = Array("{}".utf8), onReply: ([UInt8], Bool) -> Bool
    ) throws(VarlinkClientError) {
        try send(method, parameters, flag: "more")
        while true {
            let reply = try receive(within: timeouts.streamReply)
            guard onReply(reply.parameters, reply.continues), reply.continues else { return }
        }
    }

    /// Calls a method without wanting a reply.
    public func callOneway(_ method: String, _ parameters: [UInt8] = Array("{}".utf8)) throws(VarlinkClientError) {
        try send(method, parameters, flag: "oneway")
    }

    private func send(
        _ method: String, _ parameters: [UInt8], flag: StaticString? = nil
    ) throws(VarlinkClientError) {
        var writer = JSONWriter(reserving: parameters.count + method.utf8.count + 64)
        writer.byte(0x7B)
        writer.key("method")
        writer.string(method)
        writer.key("parameters")
        writer.bytes.append(contentsOf: parameters)
        if let flag {
            writer.key(flag)
            writer.raw("true")
        }
        writer.raw("}\0")
        try socket.send(writer.bytes, within: timeouts.send)
    }

    private func receive(within timeout: Duration?) throws(VarlinkClientError) -> ReplyEnvelope {
        let reply: ReplyEnvelope
        let frame = try socket.receive(within: timeout)
        do throws(JSONFault) {
            reply = try ReplyEnvelope(parsing: frame)
        } catch {
            throw .protocolViolation(error.description)
        }
        if let name = reply.error { throw .remote(VarlinkFailure(name, parameters: reply.parameters)) }
        return reply
    }
}
