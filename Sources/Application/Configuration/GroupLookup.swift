import Glibc

/// Asks the machine for a group's number (getgrnam_r(3)): a group that there is not is one thing, a directory service
/// that does not answer another.
struct GroupLookup {
    /// What the system said, where it neither has the group nor knows that there is none.
    struct Failure: Error, CustomStringConvertible {
        var errno: Int32
        var description: String { "\(String(cString: strerror(errno))) (errno \(errno))" }
    }

    typealias Record = Glibc.group
    typealias Ask = (
        _ name: String, _ record: inout Record, _ room: inout [CChar], _ found: inout UnsafeMutablePointer<Record>?
    ) -> Int32

    /// How the system is asked; tests ask another.
    var ask: Ask = { name, record, room, found in getgrnam_r(name, &record, &room, room.count, &found) }
    /// A record holds the names of all members.
    private static let roomMax = 64 << 20

    /// The group's number; nil where there is none of that name.
    func number(of name: String) throws(Failure) -> UInt32? {
        var room = [CChar](repeating: 0, count: 16_384)
        while true {
            var record = Record(), found: UnsafeMutablePointer<Record>?
            let code = ask(name, &record, &room, &found)
            switch code {
            case 0: return found == nil ? nil : record.gr_gid
            case ENOENT, ESRCH: return nil
            case EINTR: continue
            case ERANGE where room.count < GroupLookup.roomMax:
                room = [CChar](repeating: 0, count: room.count * 4)
            default: throw Failure(errno: code)
            }
        }
    }
}
