internal import Glibc

/// A connected socket on which every wait has an end. Never raises SIGPIPE.
struct ClientSocket: ~Copyable {
    private let descriptor: CInt
    private var received = FrameBuffer(frameBytesMax: VarlinkClient.frameBytesMax)

    /// - Throws: ``VarlinkClientError/noService(path:_:)`` where nobody answers.
    init(path: String, timeout: Duration) throws(VarlinkClientError) {
        do throws(SocketFault) {
            descriptor = try ClientSocket.connected(to: UnixAddress(path), within: timeout)
        } catch {
            throw error.code == EAGAIN ? .timeout(.connect) : .noService(path: path, error)
        }
    }

    /// A full backlog answers EAGAIN on a Unix socket and cannot be polled for (`unix(7)`), so it is tried again.
    private static func connected(to address: UnixAddress, within timeout: Duration) throws(SocketFault) -> CInt {
        let descriptor = try UnixAddress.makeSocket(flags: CInt(SOCK_NONBLOCK.rawValue))
        let end = ContinuousClock.now + timeout
        while address.withPointer({ connect(descriptor, $0, $1) }) != 0 {
            let fault = SocketFault.last("connect")
            guard fault.code == EAGAIN || fault.code == EINTR, ContinuousClock.now < end else {
                close(descriptor)
                throw fault
            }
            usleep(2000)
        }
        return descriptor
    }

    deinit {
        close(descriptor)
    }

    /// Sends everything, or as much as the service takes before it hangs up: its last word may say why.
    func send(_ bytes: [UInt8], within timeout: Duration) throws(VarlinkClientError) {
        let end = ContinuousClock.now + timeout
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress?.advanced(by: sent), $0.count - sent, CInt(MSG_NOSIGNAL))
            }
            if count >= 0 {
                sent += count
            } else {
                switch errno {
                case EINTR: continue
                case EAGAIN: try wait(for: POLLOUT, until: end, .send)
                case EPIPE, ECONNRESET: return
                default: throw .system(.last("send"))
                }
            }
        }
    }

    /// The next frame.
    mutating func receive(within timeout: Duration?) throws(VarlinkClientError) -> [UInt8] {
        let end = timeout.map { ContinuousClock.now + $0 }
        while true {
            switch received.next() {
            case .frame(let frame): return frame
            case .tooLong: throw .protocolViolation("longer than \(VarlinkClient.frameBytesMax) bytes")
            case .incomplete: try receiveMore(until: end)
            }
        }
    }

    private mutating func receiveMore(until end: ContinuousClock.Instant?) throws(VarlinkClientError) {
        let count = withUnsafeTemporaryAllocation(byteCount: 65536, alignment: 1) { room in
            let count = recv(descriptor, room.baseAddress, room.count, 0)
            if count > 0 { received.append(UnsafeRawBufferPointer(rebasing: room[..<count])) }
            return count
        }
        guard count <= 0 else { return }
        guard count < 0 else { throw .closed }
        switch errno {
        case EINTR: return
        case EAGAIN: try wait(for: POLLIN, until: end, .receive)
        case ECONNRESET, EPIPE: throw .closed
        default: throw .system(.last("recv"))
        }
    }

    private func wait(
        for events: CInt, until end: ContinuousClock.Instant?, _ operation: VarlinkClientError.Operation
    ) throws(VarlinkClientError) {
        var milliseconds: CInt = -1
        if let end {
            let left = (end - ContinuousClock.now).components
            guard left.seconds >= 0, left.attoseconds >= 0 else { throw .timeout(operation) }
            milliseconds = CInt(min(left.seconds, 86400)) * 1000 + CInt(left.attoseconds / 1_000_000_000_000_000) + 1
        }
        var polled = pollfd(fd: descriptor, events: Int16(events), revents: 0)
        let ready = poll(&polled, 1, milliseconds)
        if ready == 0 { throw .timeout(operation) }
        guard ready > 0 || errno == EINTR else { throw .system(.last("poll")) }
    }
}
