internal import Glibc

/// A socket that listens: one handed over by the service manager, or one made at a path.
public struct ListeningSocket: Sendable {
    let descriptor: CInt
    private let made: Made?

    private struct Made {
        var path: String
        var device: UInt64
        var inode: UInt64
    }

    /// Takes over a descriptor that listens already, as socket activation gives it (`sd_listen_fds(3)`).
    ///
    /// - Throws: ``SocketFault`` if it is no listening Unix stream socket.
    public init(adopting descriptor: CInt) throws(SocketFault) {
        let wanted = [(SO_DOMAIN, AF_UNIX), (SO_TYPE, CInt(SOCK_STREAM.rawValue)), (SO_ACCEPTCONN, 1)]
        for (option, value) in wanted {
            var found: CInt = 0
            var length = socklen_t(MemoryLayout<CInt>.size)
            guard getsockopt(descriptor, SOL_SOCKET, option, &found, &length) == 0 else { throw .last("getsockopt") }
            guard found == value else { throw SocketFault("descriptor \(descriptor) as listener", code: EINVAL) }
        }
        self.descriptor = descriptor
        made = nil
        try prepare()
    }

    /// Makes a socket at a path. A stale one there, at which nobody answers, is replaced; anything else is left.
    ///
    /// - Throws: ``SocketFault`` with EADDRINUSE if somebody answers or the path is no socket.
    public init(at path: String, mode: UInt32 = 0o666) throws(SocketFault) {
        let address = try UnixAddress(path)
        let descriptor = try UnixAddress.makeSocket()
        do throws(SocketFault) {
            try ListeningSocket.bindReplacingStale(descriptor, address, path)
            guard chmod(path, mode) == 0 else { throw .last("chmod \(path)") }
            guard listen(descriptor, SOMAXCONN) == 0 else { throw .last("listen \(path)") }
            var status = stat()
            guard lstat(path, &status) == 0 else { throw .last("stat \(path)") }
            self.descriptor = descriptor
            made = Made(path: path, device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
            try prepare()
        } catch {
            _ = Glibc.close(descriptor)
            throw error
        }
    }

    /// Closes the descriptor and, if the path was made here and is still the same socket, removes it.
    func close() {
        if let made {
            var status = stat()
            if lstat(made.path, &status) == 0,
               UInt64(status.st_dev) == made.device, UInt64(status.st_ino) == made.inode {
                unlink(made.path)
            }
        }
        _ = Glibc.close(descriptor)
    }

    private func prepare() throws(SocketFault) {
        let flags = fcntl(descriptor, F_GETFL)
        guard flags >= 0, fcntl(descriptor, F_SETFL, flags | O_NONBLOCK) == 0 else { throw .last("fcntl") }
        guard fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0 else { throw .last("fcntl") }
    }

    private static func bindReplacingStale(
        _ descriptor: CInt, _ address: UnixAddress, _ path: String
    ) throws(SocketFault) {
        if address.withPointer({ bind(descriptor, $0, $1) }) == 0 { return }
        guard errno == EADDRINUSE else { throw .last("bind \(path)") }
        guard try isStale(address, path) else { throw SocketFault("bind \(path)", code: EADDRINUSE) }
        guard unlink(path) == 0 || errno == ENOENT else { throw .last("unlink \(path)") }
        guard address.withPointer({ bind(descriptor, $0, $1) }) == 0 else { throw .last("bind \(path)") }
    }

    private static func isStale(_ address: UnixAddress, _ path: String) throws(SocketFault) -> Bool {
        var status = stat()
        guard lstat(path, &status) == 0 else { return errno == ENOENT }
        guard status.st_mode & S_IFMT == S_IFSOCK else { return false }
        let probe = try UnixAddress.makeSocket(flags: CInt(SOCK_NONBLOCK.rawValue))
        defer { _ = Glibc.close(probe) }
        return address.withPointer { connect(probe, $0, $1) } != 0 && errno == ECONNREFUSED
    }
}
