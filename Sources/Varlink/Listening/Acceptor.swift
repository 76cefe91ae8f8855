internal import Glibc

/// Accepts connections on a thread of its own and asks the kernel who they are, before anything else is done.
///
/// Lack of descriptors or memory makes it pause, not stop: the callers wait in the backlog meanwhile.
final class Acceptor: Sendable {
    private let sockets: [ListeningSocket]
    private let wakeUp: CInt
    private let wakeUpWriter: CInt
    private let admit: @Sendable (CInt, Peer) -> Void
    private let stopped: @Sendable () -> Void

    init(
        _ sockets: [ListeningSocket], stopped: @escaping @Sendable () -> Void,
        admit: @escaping @Sendable (CInt, Peer) -> Void
    ) throws(SocketFault) {
        self.sockets = sockets
        self.admit = admit
        self.stopped = stopped
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { throw .last("pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        wakeUp = ends[0]
        wakeUpWriter = ends[1]
    }

    func start() throws(SocketFault) {
        var thread = pthread_t()
        let passed = Unmanaged.passRetained(self)
        let code = pthread_create(&thread, nil, { raw in
            guard let raw else { return nil }
            Unmanaged<Acceptor>.fromOpaque(raw).takeRetainedValue().run()
            return nil
        }, passed.toOpaque())
        guard code == 0 else {
            passed.release()
            throw SocketFault("pthread_create", code: code)
        }
        pthread_detach(thread)
    }

    /// Ends the thread; once only. The sockets are closed by it.
    func stop() {
        close(wakeUpWriter)
    }

    private func run() {
        var isPausing = false
        while waitForCaller(pausing: isPausing) {
            isPausing = !sockets.allSatisfy(acceptWaiting)
        }
        for socket in sockets { socket.close() }
        close(wakeUp)
        stopped()
    }

    /// Whether to go on; while pausing only the pause's end and the wake-up count.
    private func waitForCaller(pausing: Bool) -> Bool {
        var polled = [pollfd(fd: wakeUp, events: Int16(POLLIN), revents: 0)]
        if !pausing { polled += sockets.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) } }
        _ = poll(&polled, nfds_t(polled.count), pausing ? Acceptor.pauseMilliseconds : -1)
        return polled[0].revents == 0
    }

    /// Accepts until nobody waits; false if the system has no means for more now.
    private func acceptWaiting(_ socket: ListeningSocket) -> Bool {
        for _ in 0..<Acceptor.burst {
            let caller = accept(socket.descriptor, nil, nil)
            if caller >= 0 {
                identify(caller)
            } else {
                switch errno {
                case ECONNABORTED, EINTR: continue
                case EAGAIN: return true
                default: return false
                }
            }
        }
        return true
    }

    private func identify(_ caller: CInt) {
        do throws(SocketFault) {
            guard fcntl(caller, F_SETFD, FD_CLOEXEC) == 0 else { throw .last("fcntl") }
            admit(caller, try Peer(of: caller))
        } catch {
            close(caller)
        }
    }

    private static let pauseMilliseconds: CInt = 50
    private static let burst = 64
}
