internal import Glibc

/// A caller without manners: sends and reads bytes as they are.
public final class RawSocket {
    /// Open as long as this lives.
    public let descriptor: CInt

    /// Connects, with twenty seconds of patience for every read.
    public init(_ path: String) throws {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
        descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard descriptor >= 0, connected == 0 else { throw Failed(code: errno) }
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    /// The kernel's error number.
    public struct Failed: Error { public var code: CInt }

    deinit { close(descriptor) }

    /// Sends all, or what is taken before the other end hangs up; false then.
    @discardableResult
    public func send(_ bytes: some Collection<UInt8>, flags: CInt = 0) -> Bool {
        let all = Array(bytes)
        var sent = 0
        while sent < all.count {
            let count = all.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress?.advanced(by: sent), $0.count - sent, CInt(MSG_NOSIGNAL) | flags)
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }

    /// Sends a text as a frame.
    public func call(_ json: String) { send(Array(json.utf8) + [0]) }

    /// The next frame without its NUL; nothing at the end of the stream.
    public func frame() -> String? {
        var frame: [UInt8] = []
        var byte: UInt8 = 0
        while recv(descriptor, &byte, 1, 0) == 1 {
            if byte == 0 { return String(decoding: frame, as: UTF8.self) }
            frame.append(byte)
        }
        return nil
    }

    /// Reads until the other end hangs up; nothing if it does not.
    public func rest() -> [UInt8]? {
        var all: [UInt8] = []
        var room = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = recv(descriptor, &room, room.count, 0)
            if count > 0 { all += room[..<count] }
            if count == 0 || (count < 0 && errno == ECONNRESET) { return all }
            if count < 0 { return nil }
        }
    }

    /// Sends no more, but still reads.
    public func endSending() { shutdown(descriptor, CInt(SHUT_WR)) }
}
