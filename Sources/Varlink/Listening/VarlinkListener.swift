internal import Glibc
public import NIOCore
internal import NIOPosix
internal import Synchronization

/// Serves a ``VarlinkService`` on listening sockets, until shut down.
public final class VarlinkListener: Sendable {
    private let loops: [LoopConnections]
    private let admission: Admission
    private let connectionIDs = Atomic<UInt64>(0)
    private let accepting = Mutex<Accepting?>(nil)

    /// The thread that accepts, and when it has ended.
    private struct Accepting {
        var acceptor: Acceptor
        var ended: EventLoopFuture<Void>
    }

    /// A listener on an event loop group, which stays its owner's; one loop is enough for a daemon that writes one log.
    public init(_ service: any VarlinkService, on group: any EventLoopGroup, limits: VarlinkLimits = VarlinkLimits()) {
        let offer = Offer(service)
        let admission = Admission(limits)
        self.admission = admission
        loops = group.makeIterator().map { LoopConnections($0, offer, limits, admission) }
    }

    deinit { accepting.withLock { $0?.acceptor.stop() } }

    /// Connections being served.
    public var connectionCount: Int { admission.total }

    /// Begins to accept. The sockets belong to the listener from here on. Once only.
    ///
    /// - Throws: ``SocketFault`` if there is no thread or descriptor for accepting.
    public func start(on sockets: [ListeningSocket]) throws(SocketFault) {
        for loop in loops { loop.eventLoop.execute { loop.startSweeping() } }
        let ended = loops[0].eventLoop.makePromise(of: Void.self)
        do throws(SocketFault) {
            let acceptor = try Acceptor(sockets, stopped: { ended.succeed() }, admit: { [weak self] caller, peer in
                if let self { self.admit(caller, peer) } else { _ = close(caller) }
            })
            try acceptor.start()
            accepting.withLock { $0 = Accepting(acceptor: acceptor, ended: ended.futureResult) }
        } catch {
            ended.succeed()
            throw error
        }
    }

    /// Stops accepting, lets running calls end (streams end at once), and closes what remains after `patience`.
    public func shutdown(within patience: Duration = .seconds(10)) async {
        let ended = beginShutdown(within: patience)
        await withCheckedContinuation { continuation in
            ended.whenComplete { _ in continuation.resume() }
        }
    }

    /// Like ``shutdown(within:)``, without waiting; the future cannot fail.
    public func beginShutdown(within patience: Duration) -> EventLoopFuture<Void> {
        let running = accepting.withLock { accepting in
            defer { accepting = nil }
            return accepting
        }
        guard let running else { return drain(within: patience) }
        running.acceptor.stop()
        return running.ended.flatMap { [self] in drain(within: patience) }
    }

    private func drain(within patience: Duration) -> EventLoopFuture<Void> {
        let ends = loops.map { loop in loop.eventLoop.flatSubmit { loop.drain(within: patience) } }
        return EventLoopFuture.andAllSucceed(ends, on: loops[0].eventLoop)
    }

    private func admit(_ caller: CInt, _ peer: Peer) {
        let pass: Admission.Pass
        do throws(Admission.NoRoom) {
            pass = try admission.enter(peer.uid, isStranger: loops[0].service.isStranger(peer))
        } catch {
            return VarlinkListener.turnAway(caller, error.failure)
        }
        let id = connectionIDs.add(1, ordering: .relaxed).newValue
        let loop = loops[Int(id % UInt64(loops.count))]
        loop.eventLoop.execute { loop.adopt(caller, peer, pass, id: id) }
    }

    private static func turnAway(_ caller: CInt, _ failure: VarlinkFailure?) {
        if let failure {
            var frame = ByteBuffer()
            VarlinkReply.failure(failure).write(to: &frame)
            _ = frame.withUnsafeReadableBytes {
                send(caller, $0.baseAddress, $0.count, CInt(MSG_DONTWAIT) | CInt(MSG_NOSIGNAL))
            }
        }
        close(caller)
    }
}

extension LoopConnections {
    /// Makes a connection of an accepted socket.
    func adopt(_ caller: CInt, _ peer: Peer, _ pass: Admission.Pass, id: UInt64) {
        let connection = Connection(id: id, peer: peer, pass: pass, loop: self)
        ClientBootstrap(group: eventLoop)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .channelOption(.writeBufferWaterMark, value: .init(low: 1, high: 1))
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: FrameBuffer.readBytes))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(connection) }
            }
            .withConnectedSocket(caller)
            .whenFailure { _ in connection.leave() }
    }
}
