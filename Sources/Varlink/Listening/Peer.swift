internal import Glibc

/// Who is at the other end of a connection, as the kernel recorded it when they connected.
public struct Peer: Hashable, Sendable {
    /// Effective user.
    public let uid: UInt32
    /// Effective primary group.
    public let gid: UInt32
    /// All groups, the primary one among them, ascending.
    public let groups: [UInt32]
    /// Process; it may be gone and its number reused, so it decides nothing.
    public let pid: Int32

    /// A peer; for tests of what depends on one.
    public init(uid: UInt32, gid: UInt32, groups: [UInt32], pid: Int32) {
        self.uid = uid
        self.gid = gid
        self.groups = Set(groups).union([gid]).sorted()
        self.pid = pid
    }

    /// Asks the kernel about a connected socket (`unix(7)`: SO_PEERCRED; `socket(7)`: SO_PEERGROUPS).
    ///
    /// - Throws: ``SocketFault`` if the kernel does not say; such a connection has nobody at its end.
    public init(of socket: CInt) throws(SocketFault) {
        let credentials = try Peer.words(of: socket, SO_PEERCRED, expecting: 3)
        guard credentials.count == 3 else { throw SocketFault("SO_PEERCRED", code: EINVAL) }
        let groups = try Peer.words(of: socket, SO_PEERGROUPS, expecting: 32)
        self.init(uid: credentials[1], gid: credentials[2], groups: groups, pid: Int32(bitPattern: credentials[0]))
    }

    /// An option that is an array of 32-bit words. The length that comes back is what holds, and ERANGE tells the
    /// length needed; a buffer that is merely larger would end in zeros, and zero is root.
    private static func words(
        of socket: CInt, _ option: CInt, expecting count: Int
    ) throws(SocketFault) -> [UInt32] {
        var words = [UInt32](repeating: .max, count: count)
        for _ in 0..<8 {
            var length = socklen_t(words.count * MemoryLayout<UInt32>.stride)
            if getsockopt(socket, SOL_SOCKET, option, &words, &length) == 0 {
                return Array(words.prefix(Int(length) / MemoryLayout<UInt32>.stride))
            }
            guard errno == ERANGE else { throw SocketFault("getsockopt \(option)", code: errno) }
            words = [UInt32](repeating: .max, count: Int(length) / MemoryLayout<UInt32>.stride)
        }
        throw SocketFault("getsockopt \(option)", code: ERANGE)
    }
}
