/// What a producer answers when its stream asks for more.
public enum VarlinkSupply: Sendable {
    /// Replies, JSON objects each, with more to follow. They are asked for again only when all have left.
    case replies([[UInt8]])
    /// The last reply.
    case last([UInt8])
    /// An error ends the stream.
    case failure(VarlinkFailure)
    /// Nothing now: ask again after ``VarlinkStream/wake()``. A wake since the question was put counts.
    case nothingYet
    /// The answer comes by ``VarlinkStream/supply(_:)``, from any thread.
    case later
}

/// A call answered by several replies, at the caller's pace.
///
/// The producer is asked for the next replies only when everything before has been taken by the kernel; so a slow
/// reader costs no memory, and a producer that reads by cursor loses nothing.
public final class VarlinkStream: Sendable {
    /// The call that is answered.
    public let call: VarlinkCall
    let producer: @Sendable (VarlinkStream) -> VarlinkSupply

    init(_ call: VarlinkCall, _ producer: @escaping @Sendable (VarlinkStream) -> VarlinkSupply) {
        self.call = call
        self.producer = producer
    }

    /// Answers a question that was answered with ``VarlinkSupply/later``; from any thread.
    public func supply(_ supply: VarlinkSupply) {
        call.onLoop { connection in connection.supply(self, supply) }
    }

    /// There may be something new; from any thread.
    public func wake() {
        call.onLoop { connection in connection.wake(self) }
    }

    /// Wakes many streams with one hop per event loop.
    public static func wake(_ streams: some Sequence<VarlinkStream>) {
        for (_, group) in Dictionary(grouping: streams, by: { ObjectIdentifier($0.call.eventLoop) }) {
            group[0].call.onLoop { _ in for stream in group { stream.call.connection.wake(stream) } }
        }
    }
}

extension VarlinkCall {
    /// Answers with several replies; a caller without `more` gets `ExpectedMore`.
    ///
    /// - Parameter producer: asked on the loop, whenever the caller has room; must not block.
    public func stream(_ producer: @escaping @Sendable (VarlinkStream) -> VarlinkSupply) {
        guard more else { return fail(.expectedMore) }
        let stream = VarlinkStream(self, producer)
        onLoop { connection in connection.begin(stream) }
    }
}

/// Where a stream stands; lives on the connection's loop.
struct StreamProgress {
    enum Stage {
        /// The producer is to be asked.
        case ready
        /// The producer has been asked.
        case asked
        /// The producer had nothing.
        case resting
        /// Replies are on their way to the kernel.
        case writing
    }

    let stream: VarlinkStream
    var stage = Stage.ready
    var woken = false
}
