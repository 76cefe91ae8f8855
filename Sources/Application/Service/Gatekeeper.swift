import Synchronization
import Varlink

/// Makes callers of peers by the configuration in force, and counts who was denied.
final class Gatekeeper: Sendable {
    private let roles: Mutex<RoleMapping>
    private let count = Atomic<Int>(0)
    private let journal: Journal

    init(_ roles: RoleMapping, journal: Journal) {
        self.roles = Mutex(roles)
        self.journal = journal
    }

    /// Who this is for us.
    func caller(_ peer: Peer) -> Caller {
        Caller(uid: peer.uid, pid: peer.pid, grants: roles.withLock { $0.grants(peer.groups) })
    }

    /// Takes a new mapping; it counts from the next call on.
    func reload(_ mapping: RoleMapping) { roles.withLock { $0 = mapping } }

    /// Somebody asked for what is not theirs.
    func denied(_ what: String, _ peer: Peer) {
        count.add(1, ordering: .relaxed)
        journal.say(.denied, .warning, "denied \(what) to uid \(peer.uid)", [
            ("ENGAGED_ACTOR_UID", "\(peer.uid)"), ("ENGAGED_METHOD", what),
        ])
    }

    /// How many were denied since the start.
    var denials: Int { count.load(ordering: .relaxed) }
}
