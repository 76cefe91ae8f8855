import Lifecycle
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
    func denied(_ what: String, _ peer: Peer, by rule: Rule? = nil) {
        count.add(1, ordering: .relaxed)
        journal.say(.denied, .warning, "denied \(what) to uid \(peer.uid)", fields(what, peer, rule))
    }

    /// Tells the journal of a command that was denied, or that a rule refused: one entry with the rule's code.
    func note(_ outcome: CommandOutcome, of method: String, _ peer: Peer) {
        switch outcome {
        case .notPermitted(_, let rule): denied(method, peer, by: rule)
        case .refused(let refusal):
            let text = "refused \(method) to uid \(peer.uid) by \(refusal.rule.rawValue): \(refusal.message)"
            journal.say(.refused, .info, text, fields(method, peer, refusal.rule))
        case .accepted, .conflict, .notFound, .commandIDReused, .badInput, .busy, .unavailable: break
        }
    }

    private func fields(_ method: String, _ peer: Peer, _ rule: Rule?) -> [(String, String)] {
        [("ENGAGED_ACTOR_UID", "\(peer.uid)"), ("ENGAGED_METHOD", method)]
            + (rule.map { [("ENGAGED_RULE", $0.rawValue)] } ?? [])
    }

    /// How many were denied since the start.
    var denials: Int { count.load(ordering: .relaxed) }
}
