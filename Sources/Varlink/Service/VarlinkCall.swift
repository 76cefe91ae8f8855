public import NIOCore
public import Schema
internal import Synchronization

/// One call, waiting for its end. Safe to keep and to end from any thread; ending it twice does nothing.
public final class VarlinkCall: Sendable {
    /// What is called.
    public let method: VarlinkMethod
    /// Whether the caller takes several replies.
    public let more: Bool
    /// Whether the caller wants no reply; the call must be ended all the same.
    public let oneway: Bool
    let connection: Connection
    private let frame: [UInt8]
    private let range: Range<Int>

    init(_ method: VarlinkMethod, frame: [UInt8], envelope: CallEnvelope, connection: Connection) {
        self.method = method
        self.frame = envelope.parameters == nil ? VarlinkCall.noParameters : frame
        range = envelope.parameters ?? VarlinkCall.noParameters.indices
        more = envelope.more
        oneway = envelope.oneway
        self.connection = connection
    }

    /// Who calls, as the kernel says.
    public var peer: Peer { connection.peer }
    /// Number of the connection, unique while the process lives.
    public var connectionID: UInt64 { connection.id }
    /// The loop on which ``VarlinkService/handle(_:)`` ran; what it is given there with `execute` runs at the end of
    /// the same tick, after all calls that have arrived.
    public var eventLoop: any EventLoop { connection.eventLoop }
    /// Whether the caller has gone.
    public var isClosed: Bool { connection.isClosed.load(ordering: .acquiring) }

    /// The parameters' JSON object, `{}` where absent. Delimited, not checked: decoding does that.
    public var parameters: ArraySlice<UInt8> { frame[range] }
    var frameBytes: Int { frame.count }

    /// Decodes the parameters strictly and without a copy.
    ///
    /// - Parameter sealing: turns plain texts into digests.
    public func decode<Parameters: SchemaValue>(
        _ type: Parameters.Type = Parameters.self, sealing: ((String) -> Digest)? = nil
    ) throws(JSONFault) -> Parameters {
        try parameters.withUnsafeBufferPointer { (bytes) throws(JSONFault) -> Parameters in
            try Parameters.decode(bytes, sealing: sealing)
        }
    }

    /// Refuses any parameter, for methods that take none.
    public func decodeNothing() throws(JSONFault) {
        try parameters.withUnsafeBufferPointer { (bytes) throws(JSONFault) in
            try JSONReader.read(bytes) { (reader) throws(JSONFault) in
                try reader.eachMember { (_, key, at) throws(JSONFault) in
                    throw JSONFault(.unknownKey, at: at, path: key)
                }
            }
        }
    }

    /// Ends the call with parameters, a JSON object.
    public func reply(_ parameters: [UInt8]) { end(.parameters(parameters)) }

    /// Ends the call with an error.
    public func fail(_ failure: VarlinkFailure) { end(.failure(failure)) }

    /// Ends the call. On the connection's loop the bytes leave at once; elsewhere ``VarlinkReplies`` is cheaper.
    public func end(_ reply: VarlinkReply) {
        onLoop { connection in connection.finish(self, reply) }
    }

    /// Runs `body` once on the loop if the caller goes before the call has ended, at once if it has gone.
    public func onClose(_ body: @escaping @Sendable () -> Void) {
        onLoop { connection in connection.onClose(of: self, body) }
    }

    func onLoop(_ body: @escaping @Sendable (Connection) -> Void) {
        let connection = connection
        if eventLoop.inEventLoop {
            body(connection)
        } else {
            eventLoop.execute { body(connection) }
        }
    }

    private static let noParameters = Array("{}".utf8)
}
