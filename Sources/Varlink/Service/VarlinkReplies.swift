internal import NIOCore

/// Replies to many calls, sent together: one hop per event loop instead of one per reply.
public struct VarlinkReplies: Sendable {
    private var entries: [(call: VarlinkCall, reply: VarlinkReply)] = []

    /// No replies yet.
    public init() {}

    /// Whether there is nothing to send.
    public var isEmpty: Bool { entries.isEmpty }

    /// Adds the end of a call.
    public mutating func add(_ call: VarlinkCall, _ reply: VarlinkReply) {
        entries.append((call, reply))
    }

    /// Sends what was added and forgets it.
    public mutating func flush() {
        let batch = entries
        entries = []
        guard let first = batch.first?.call.eventLoop else { return }
        if batch.allSatisfy({ $0.call.eventLoop === first }) {
            VarlinkReplies.send(batch, on: first)
        } else {
            for (_, group) in Dictionary(grouping: batch, by: { ObjectIdentifier($0.call.eventLoop) }) {
                VarlinkReplies.send(group, on: group[0].call.eventLoop)
            }
        }
    }

    private static func send(_ batch: [(call: VarlinkCall, reply: VarlinkReply)], on loop: any EventLoop) {
        if loop.inEventLoop {
            for (call, reply) in batch { call.connection.finish(call, reply) }
        } else {
            loop.execute { for (call, reply) in batch { call.connection.finish(call, reply) } }
        }
    }
}
