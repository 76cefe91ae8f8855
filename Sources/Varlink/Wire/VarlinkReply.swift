internal import NIOCore

/// What ends a call, or one step of a stream: parameters, or an error.
public enum VarlinkReply: Sendable {
    /// The parameters' JSON object.
    case parameters([UInt8])
    /// A typed error.
    case failure(VarlinkFailure)

    /// The whole frame with its NUL, written around the parameters without looking into them.
    func write(to buffer: inout ByteBuffer, continues: Bool = false) {
        switch self {
        case .parameters(let parameters):
            buffer.writeStaticString(#"{"parameters":"#)
            buffer.writeBytes(parameters)
            if continues { buffer.writeStaticString(#","continues":true"#) }
        case .failure(let failure):
            buffer.writeStaticString(#"{"error":""#)
            buffer.writeString(failure.name)
            buffer.writeStaticString(#"","parameters":"#)
            buffer.writeBytes(failure.parameters)
        }
        buffer.writeStaticString("}\0")
    }

    /// Room that ``write(to:continues:)`` needs.
    var frameBytes: Int {
        switch self {
        case .parameters(let parameters): parameters.count + 40
        case .failure(let failure): failure.parameters.count + failure.name.utf8.count + 40
        }
    }
}
