internal import Glibc

/// The address of a Unix socket in the file system (`unix(7)`).
struct UnixAddress {
    private var address = sockaddr_un()

    /// - Throws: ENAMETOOLONG beyond 107 bytes, EINVAL for an empty path or one with a NUL.
    init(_ path: String) throws(SocketFault) {
        let bytes = Array(path.utf8)
        guard !bytes.isEmpty, !bytes.contains(0) else { throw SocketFault("socket path \(path)", code: EINVAL) }
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw SocketFault("socket path \(path)", code: ENAMETOOLONG)
        }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    }

    func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                body(pointer, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    /// A new stream socket, closed on exec.
    static func makeSocket(flags: CInt = 0) throws(SocketFault) -> CInt {
        let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue) | flags
        let descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { throw .last("socket") }
        return descriptor
    }
}
