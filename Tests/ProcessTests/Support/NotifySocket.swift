import Glibc
import Synchronization

/// Stands in for systemd: a datagram socket that keeps what the daemon tells it.
final class NotifySocket: Sendable {
    let path: String
    private let descriptor: CInt
    private let received = Mutex<[String]>([])

    init(_ path: String) throws {
        self.path = path
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
        descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard descriptor >= 0, bound == 0 else { throw Unexpected("no socket at \(path): \(errno)") }
    }

    deinit { close(descriptor) }

    /// Everything so far, in order.
    var all: [String] {
        var room = [UInt8](repeating: 0, count: 4096)
        received.withLock { received in
            while case let count = recv(descriptor, &room, room.count, CInt(MSG_DONTWAIT)), count > 0 {
                received.append(String(decoding: room[..<count], as: UTF8.self))
            }
        }
        return received.withLock { $0 }
    }

    /// How many of the messages say this.
    func count(_ line: String) -> Int {
        all.count { $0.split(separator: "\n").contains { $0.hasPrefix(line) } }
    }
}
